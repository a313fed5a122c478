import type { Context } from 'aws-lambda';
import { enterRequest } from './request-context.ts';

/** A scheduled piece of work, which asks how much time it has left. */
export type ScheduledRun = (run: { readonly remainingMs: () => number }) => Promise<unknown>;

/** A Lambda handler for a schedule. What the work throws fails the invocation, and so alarms. */
export const scheduleHandler =
  (run: ScheduledRun) =>
  async (_event: unknown, context: Context): Promise<void> => {
    enterRequest(context.awsRequestId);
    await run({ remainingMs: () => context.getRemainingTimeInMillis() });
  };
