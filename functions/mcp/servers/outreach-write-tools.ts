import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import { platformSchema } from '../../providers/social/platform.ts';
import { crmFields } from './crm-input-fields.ts';
import { defineOutreachTool } from './outreach-tool.ts';
import { toolKinds } from './tool-kinds.ts';

const writePost = defineOutreachTool({
  name: 'write_post',
  title: 'Write a post',
  description: 'Drafts the text of a post, in up to three variations. Publishes nothing.',
  input: z.strictObject({
    topic: crmFields.requiredText(200, 'What the post is about.'),
    audience: crmFields.text(100, 'Whom it speaks to.').optional(),
    platform: platformSchema.default('facebook').describe('Where it is meant for.'),
    language: z.enum(['en', 'es']).default('en').describe('Its language.'),
    variations: z
      .int()
      .min(1)
      .max(limits.postVariationCount)
      .default(1)
      .describe('How many texts to choose from.'),
  }),
  output: z.object({
    text: z.string().describe('The first of the texts.'),
    texts: z.array(z.string()),
    hashtags: z.array(z.string()).describe('Suggestions.'),
    writer: z.string().describe('Who wrote it: a model, or a template.'),
  }),
  annotations: toolKinds.create,
  run: async (request, { postWriter, signal }) => {
    const { texts, hashtags } = await postWriter.write(request, signal);
    const [text, ...others] = texts;
    const structured = {
      text,
      texts: [text, ...others],
      hashtags: [...hashtags],
      writer: postWriter.writerName,
    };
    return { text: texts.join('\n\n---\n\n'), structured };
  },
});

export const outreachWriteTools = [writePost];
