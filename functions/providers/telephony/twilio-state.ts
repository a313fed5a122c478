import * as z from 'zod';
import { callStatusSchema, type CallState } from './telephony.ts';

/** Twilio calls a call that waits to be dialled `initiated` in some answers. */
export const twilioStatusSchema = z
  .string()
  .transform((status) => (status === 'initiated' ? 'queued' : status))
  .pipe(callStatusSchema);

/** Seconds as Twilio writes them: a text; null or none before the call has ended. */
export const twilioSecondsSchema = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .optional()
  .catch(undefined);

/** @returns null for a status that we do not know */
export function readTwilioState(told: {
  readonly CallStatus: string;
  readonly CallDuration?: string | undefined;
}): CallState | null {
  const status = twilioStatusSchema.safeParse(told.CallStatus);
  if (!status.success) return null;
  return { status: status.data, durationSeconds: twilioSecondsSchema.parse(told.CallDuration) };
}
