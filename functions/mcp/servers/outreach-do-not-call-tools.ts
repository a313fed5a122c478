import * as z from 'zod';
import { blockedNumberSchema } from '../../store/outreach/do-not-call.ts';
import { crmFields, cursorOutput } from './crm-input-fields.ts';
import { describePage } from './describe-page.ts';
import { phoneField, readCallablePhone } from './outreach-call-fields.ts';
import { defineOutreachTool } from './outreach-tool.ts';
import { toolKinds } from './tool-kinds.ts';

const addNumber = defineOutreachTool({
  name: 'do-not-call_add-number',
  title: 'Add to the do-not-call list',
  description: 'Adds a phone number to the do-not-call list, after which nobody calls it.',
  input: z.strictObject({ phone: phoneField }),
  output: blockedNumberSchema,
  annotations: toolKinds.change,
  run: async ({ phone }, { doNotCall, clientId }) => {
    const blocked = await doNotCall.add(clientId, readCallablePhone(phone));
    return { text: `${blocked.phone} will not be called.`, structured: blocked };
  },
});

const listNumbers = defineOutreachTool({
  name: 'do-not-call_get-numbers',
  title: 'Read the do-not-call list',
  description: 'Reads the phone numbers on the do-not-call list.',
  input: z.strictObject({ limit: crmFields.limit, cursor: crmFields.cursor }),
  output: z.object({ numbers: z.array(blockedNumberSchema), cursor: cursorOutput }),
  annotations: toolKinds.read,
  run: async (page, { doNotCall, clientId }) => {
    const { rows, cursor } = await doNotCall.list(clientId, page);
    return {
      text: describePage(
        'numbers',
        rows.map(({ phone }) => `- ${phone}`),
        cursor,
      ),
      structured: { numbers: [...rows], cursor },
    };
  },
});

export const outreachDoNotCallTools = [addNumber, listNumbers];
