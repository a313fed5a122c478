import * as z from 'zod';
import { limits } from '../limits.ts';
import { idSchema, timeSchema } from './primitives.ts';

const toolNameSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'the name of a tool');

export const toolParamsSchema = z.strictObject({ name: toolNameSchema });

export const toolBodySchema = z.strictObject({
  sessionId: idSchema,
  arguments: z.record(z.string(), z.unknown()).default({}),
  /** The cost that the person was shown and agreed to; 0 for a tool that costs nothing. */
  approvedTokens: z.int().min(0).max(limits.tokensPerCommand).optional(),
});

export const toolOutcomeSchema = z.object({
  toolCallId: z.string(),
  /** What the call cost; of a job, what is held for it so far. */
  tokens: z.int().min(0),
  /** null where no token moved. */
  balanceAfter: z.int().min(0).nullable(),
  /** The tool refused, and `text` says why; nothing was charged. */
  isError: z.boolean(),
  text: z.string(),
  structured: z.unknown().optional(),
  /** The long job that the tool has started. */
  jobId: z.string().optional(),
});

export const allowancesParamsSchema = z.strictObject({ clientId: idSchema });
export const allowanceParamsSchema = z.strictObject({
  clientId: idSchema,
  server: idSchema,
  tool: toolNameSchema,
});

/** That a tool of a client runs without asking. */
export const allowanceSchema = z.object({
  server: z.string(),
  tool: z.string(),
  allowedAt: timeSchema,
  /** Who allowed it, as entries name their actor. */
  allowedBy: z.string(),
});

export const allowancesSchema = z.object({ allowances: z.array(allowanceSchema) });
