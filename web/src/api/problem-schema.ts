import * as z from 'zod/mini';
import type { Problem } from '../../../shared/api/primitives.ts';

/** RFC 9457, as every refusal of the API and every `error` part of a stream carries it. */
export const problemSchema: z.ZodMiniType<Problem> = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  code: z.string(),
  requestId: z.string(),
});

/** The members that a refusal for lack of tokens carries besides. */
export const shortageSchema = z.object({
  required: z.optional(z.int()),
  available: z.optional(z.int()),
  nextGrantAt: z.optional(z.string()),
});
export type Shortage = z.infer<typeof shortageSchema>;
