import * as z from 'zod';
import { limits } from '../limits.ts';
import { leadSchema } from './leads.ts';
import { idSchema, timeSchema, tokensSchema } from './primitives.ts';

/** A SHA-256 in base64url after the prefix: each hold pays for one job. */
export const jobParamsSchema = z.strictObject({
  jobId: z.string().regex(/^job_[A-Za-z0-9_-]{43}$/, 'the id of a job'),
});

const countSchema = z.int().min(0);

export const jobSchema = z.object({
  jobId: z.string(),
  tool: z.string(),
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  search: z.object({ category: z.string(), place: z.string() }),
  /** Units asked for, and units that are there. */
  requested: countSchema,
  delivered: countSchema,
  /** Set aside at the start; kept in the end, null until then. */
  tokens: z.object({ held: tokensSchema, captured: tokensSchema.nullable() }),
  /** A sentence for people. */
  progress: z.string(),
  createdAt: timeSchema,
  endedAt: timeSchema.nullable(),
});

/** One page of the jobs of a client, the newest first. */
export const jobListQuerySchema = z.strictObject({
  clientId: idSchema,
  limit: z.coerce.number().int().min(1).max(limits.jobsPageCount).optional(),
  cursor: z.string().min(1).max(limits.cursorCharacters).optional(),
});

export const jobListSchema = z.object({ jobs: z.array(jobSchema), cursor: z.string().nullable() });

/** The number of the lead that a page starts after. */
const cursorSchema = z.string().regex(/^\d{1,6}$/, 'a cursor of this list');

export const jobResultsQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(limits.leadsPerJobCount).optional(),
  cursor: cursorSchema.optional(),
});

/** While a job runs, the end of its list has no cursor either: more may come behind it. */
export const jobResultsSchema = z.object({
  leads: z.array(leadSchema),
  cursor: z.string().nullable(),
});

export const exportJobBodySchema = z.strictObject({ cursor: cursorSchema.optional() });

export const exportedJobSchema = z.object({
  created: countSchema,
  /** Contacts by the same phone number or e-mail address, which were left as they are. */
  existing: countSchema,
  /** Leads with neither a phone number nor an e-mail address that can be used. */
  skipped: countSchema,
  /** To go on with; null when no lead is left. */
  cursor: z.string().nullable(),
});
