import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import { AppError } from '../../app-error.ts';
import { crmFields } from './crm-input-fields.ts';
import { defineOutreachTool, type OutreachContext } from './outreach-tool.ts';
import { toolKinds } from './tool-kinds.ts';

const categoryCharacters = 60;
const placeCharacters = 100;

/** @throws AppError `malformed_request` */
function requireCategory(category: string, { directory }: OutreachContext): void {
  if (directory.hasCategory(category)) return;
  throw new AppError('malformed_request', {
    detail: `The ${directory.name} has no businesses called "${category}". Ask for a common kind, such as restaurant, dentist or plumber.`,
  });
}

const collectBusinesses = defineOutreachTool({
  name: 'collect_businesses',
  title: 'Collect businesses',
  description:
    'Collects businesses of one kind in one place, with phone numbers and addresses where they are known. It starts a job that goes on by itself, and costs what it finds.',
  input: z.strictObject({
    category: crmFields.requiredText(
      categoryCharacters,
      'Kind of business, such as restaurant or dentist.',
    ),
    place: crmFields.requiredText(placeCharacters, 'City or region, such as Tampa, Florida.'),
    count: z
      .int()
      .min(1)
      .max(limits.leadsPerJobCount)
      .describe('How many businesses are wanted at most.'),
  }),
  output: z.object({
    jobId: z.string(),
    status: z.string(),
    requested: z.int(),
    source: z.string(),
  }),
  annotations: toolKinds.act,
  precheck: async ({ category }, context) => requireCategory(category, context),
  run: async ({ category, place, count }, context) => {
    const { charge, clientId, directory, startJob } = context;
    // Only the meter calls with a hold, and a job without one would be free.
    if (charge === undefined) throw new Error('a job needs a hold');
    requireCategory(category, context);
    const { jobId, status } = await startJob({
      ...charge,
      clientId,
      tool: 'collect_businesses',
      search: { category, place },
      requested: count,
    });
    return {
      text: `Collecting up to ${count} businesses (${category}, ${place}) from the ${directory.name}. The job is ${jobId}; only what it finds is charged.`,
      structured: { jobId, status, requested: count, source: directory.name },
      jobId,
    };
  },
});

export const outreachLeadTools = [collectBusinesses];
