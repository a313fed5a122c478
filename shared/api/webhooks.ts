import * as z from 'zod';
import { idSchema } from './primitives.ts';

export const callStatusParamsSchema = z.strictObject({ clientId: idSchema, callId: idSchema });

/**
 * A form of Twilio's, which may get further fields at any time. Its signature covers them all.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback
 */
export const callStatusBodySchema = z.object({
  CallSid: z.string().min(1).max(64),
  /** A status that we do not know is no mistake of theirs. */
  CallStatus: z.string().min(1).max(32),
  /** Seconds. */
  CallDuration: z.string().optional(),
});
