import * as z from 'zod/mini';
import type { estimateSchema as estimateContract } from '../../../shared/api/charges.ts';
import type {
  jobListSchema as jobListContract,
  exportedJobSchema as exportedJobContract,
  jobResultsSchema as jobResultsContract,
  jobSchema as jobContract,
} from '../../../shared/api/jobs.ts';
import type { toolOutcomeSchema as toolOutcomeContract } from '../../../shared/api/tools.ts';

export type Estimate = z.output<typeof estimateContract>;
export type ToolOutcome = z.output<typeof toolOutcomeContract>;
export type Job = z.output<typeof jobContract>;
export type JobList = z.output<typeof jobListContract>;
export type JobResults = z.output<typeof jobResultsContract>;
export type SavedLeads = z.output<typeof exportedJobContract>;

/** What the forms read of the API's answers; the types are the contract's own. */
export const estimateSchema: z.ZodMiniType<Estimate> = z.object({
  service: z.string(),
  quantity: z.int(),
  tokens: z.int(),
  available: z.int(),
  isAffordable: z.boolean(),
  balanceAfter: z.nullable(z.int()),
});

export const toolOutcomeSchema: z.ZodMiniType<ToolOutcome> = z.object({
  toolCallId: z.string(),
  tokens: z.int(),
  balanceAfter: z.nullable(z.int()),
  isError: z.boolean(),
  text: z.string(),
  structured: z.optional(z.unknown()),
  jobId: z.optional(z.string()),
});

export const jobSchema: z.ZodMiniType<Job> = z.object({
  jobId: z.string(),
  tool: z.string(),
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  search: z.object({ category: z.string(), place: z.string() }),
  requested: z.int(),
  delivered: z.int(),
  tokens: z.object({ held: z.int(), captured: z.nullable(z.int()) }),
  progress: z.string(),
  createdAt: z.string(),
  endedAt: z.nullable(z.string()),
});

export const jobListSchema: z.ZodMiniType<JobList> = z.object({
  jobs: z.array(jobSchema),
  cursor: z.nullable(z.string()),
});

const field = z.optional(z.string());

export const jobResultsSchema: z.ZodMiniType<JobResults> = z.object({
  leads: z.array(
    z.object({
      name: z.string(),
      category: z.string(),
      phone: field,
      email: field,
      website: field,
      address: field,
      city: field,
      state: field,
      postalCode: field,
      country: field,
      source: z.string(),
    }),
  ),
  cursor: z.nullable(z.string()),
});

export const savedLeadsSchema: z.ZodMiniType<SavedLeads> = z.object({
  created: z.int(),
  existing: z.int(),
  skipped: z.int(),
  cursor: z.nullable(z.string()),
});
