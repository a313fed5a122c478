import * as z from 'zod';
import { crmLimits } from '../../store/crm/crm-limits.ts';

const text = (maxCharacters: number, description: string) =>
  z.string().trim().max(maxCharacters).describe(description);
const requiredText = (maxCharacters: number, description: string) =>
  z.string().trim().min(1).max(maxCharacters).describe(description);
const recordId = (description: string) =>
  z
    .string()
    .min(1)
    .max(crmLimits.recordIdCharacters)
    .regex(/^[A-Za-z0-9_-]+$/, 'letters, digits, _ and - only')
    .describe(description);

export const crmFields = {
  text,
  requiredText,
  contactId: recordId('Id of the contact, as contacts_get-contacts answers it.'),
  taskId: recordId('Id of the task, as contacts_get-all-tasks answers it.'),
  opportunityId: recordId('Id of the opportunity, as opportunities_search-opportunity answers it.'),
  pipelineId: recordId('Id of the pipeline, as opportunities_get-pipelines answers it.'),
  pipelineStageId: recordId('Id of a stage of that pipeline.'),
  tags: z
    .array(requiredText(crmLimits.tagCharacters, 'A tag.'))
    .min(1)
    .max(crmLimits.tagsPerContactCount)
    .describe('Tags, such as "buyer" or "vip". Kept in lower case.'),
  limit: z
    .int()
    .min(1)
    .max(crmLimits.pageCount)
    .default(crmLimits.defaultPageCount)
    .describe('How many to return at most.'),
  cursor: z
    .string()
    .min(1)
    .max(crmLimits.cursorCharacters)
    .optional()
    .describe('The cursor that the page before answered. Leave out for the first page.'),
} as const;

/** Where a page ended, in the answers of all tools that list. */
export const cursorOutput = z
  .string()
  .nullable()
  .describe('Send it to read on; null when nothing follows.');
