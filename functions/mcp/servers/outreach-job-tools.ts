import * as z from 'zod';
import { jobSchema } from '../../../shared/api/jobs.ts';
import { type Lead, leadSchema } from '../../../shared/api/leads.ts';
import { limits } from '../../../shared/limits.ts';
import type { JobAnswer } from '../../jobs/client-jobs.ts';
import { crmFields, cursorOutput } from './crm-input-fields.ts';
import { describePage } from './describe-page.ts';
import { defineOutreachTool } from './outreach-tool.ts';
import { toolKinds } from './tool-kinds.ts';

const jobIdCharacters = 64;
/** Leads that are told with a job; all of them are had from its results. */
const shownLeadCount = 10;

const jobId = crmFields
  .text(
    jobIdCharacters,
    'Id of the job, as collect_businesses answers it; the newest one that goes on unless given.',
  )
  .optional();

function describeTokens({ held, captured }: JobAnswer['tokens']): string {
  return captured === null ? `${held} tokens are set aside.` : `It cost ${captured} tokens.`;
}

const summariseJob = ({ search, progress, tokens, ...job }: JobAnswer) =>
  `${search.category}, ${search.place} (${job.jobId}, ${job.status}): ${progress} ${describeTokens(tokens)}`;

const summariseLead = ({ name, phone, city }: Lead) =>
  [name, phone, city].filter((part) => part !== undefined).join(', ');

const getJob = defineOutreachTool({
  name: 'get_job',
  title: 'Progress of a collection',
  description:
    'Reads how a collection of businesses is going: how many were found, what it costs, and the first of them.',
  input: z.strictObject({ jobId }),
  output: jobSchema.extend({ leads: z.array(leadSchema) }),
  annotations: toolKinds.read,
  run: async (args, { clientJobs, clientId }) => {
    const job = await clientJobs.get(clientId, args.jobId);
    const leads = await clientJobs.readLeads(clientId, job.jobId, shownLeadCount);
    const lines = [`Collection of ${summariseJob(job)}`, ...leads.map(summariseLead)];
    return { text: lines.join('\n'), structured: { ...job, leads: [...leads] } };
  },
});

const listJobs = defineOutreachTool({
  name: 'list_jobs',
  title: 'List collections',
  description: 'Lists the collections of businesses, the newest first.',
  input: z.strictObject({
    limit: z
      .int()
      .min(1)
      .max(limits.jobsPageCount)
      .default(limits.jobsDefaultPageCount)
      .describe('How many to return at most.'),
    cursor: crmFields.cursor,
  }),
  output: z.object({ jobs: z.array(jobSchema), cursor: cursorOutput }),
  annotations: toolKinds.read,
  run: async ({ limit, cursor }, { clientJobs, clientId }) => {
    const page = await clientJobs.list(clientId, { limit, cursor });
    return {
      text: describePage('collections', page.jobs.map(summariseJob), page.cursor),
      structured: { jobs: [...page.jobs], cursor: page.cursor },
    };
  },
});

const cancelJob = defineOutreachTool({
  name: 'cancel_job',
  title: 'Cancel a collection',
  description: 'Stops a collection of businesses. What was found stays, and only that is charged.',
  input: z.strictObject({ jobId }),
  output: jobSchema,
  annotations: toolKinds.change,
  run: async (args, { clientJobs, clientId }) => {
    const job = await clientJobs.cancel(clientId, args.jobId);
    return { text: `Collection of ${summariseJob(job)}`, structured: job };
  },
});

export const outreachJobTools = [getJob, listJobs, cancelJob];
