import * as z from 'zod';
import { writePostText } from '../../providers/text/write-post-text.ts';
import { crmFields } from './crm-input-fields.ts';
import { defineOutreachTool } from './outreach-tool.ts';
import { platformSchema } from './post-fields.ts';
import { toolKinds } from './tool-kinds.ts';

const writePost = defineOutreachTool({
  name: 'write_post',
  title: 'Write a post',
  description: 'Drafts the text of a post from a template. Publishes nothing.',
  input: z.strictObject({
    topic: crmFields.requiredText(200, 'What the post is about.'),
    audience: crmFields.text(100, 'Whom it speaks to.').optional(),
    platform: platformSchema.default('facebook').describe('Where it is meant for.'),
    language: z.enum(['en', 'es']).default('en').describe('Its language.'),
  }),
  output: z.object({ text: z.string() }),
  annotations: toolKinds.read,
  run: async (request) => {
    const text = writePostText(request);
    return { text, structured: { text } };
  },
});

export const outreachWriteTools = [writePost];
