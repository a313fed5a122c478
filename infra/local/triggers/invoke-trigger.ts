import { randomUUID } from 'node:crypto';
import { isAppError } from '../../../functions/app-error.ts';
import type { Log } from '../../../functions/log.ts';
import { createLambdaContext } from '../gateway/lambda-context.ts';
import { withDeadline } from '../gateway/with-deadline.ts';
import type { LoadTrigger } from './load-trigger.ts';

/** What came of running a function; a failure is in the log already. */
export type TriggerOutcome =
  { readonly kind: 'answered'; readonly answer: unknown } | { readonly kind: 'failed' };

/** Runs one function for one event. Never rejects. */
export type InvokeTrigger = (
  name: string,
  timeoutSeconds: number,
  event: unknown,
) => Promise<TriggerOutcome>;

/**
 * Runs functions as Lambda does, but never the same one twice at a time: one that takes too long is
 * given up, yet goes on in this process, and must not meet itself.
 */
export function createInvokeTrigger(options: { load: LoadTrigger; log: Log }): InvokeTrigger {
  const { load, log } = options;
  const running = new Map<string, Promise<unknown>>();

  async function run(name: string, event: unknown, timeoutMs: number): Promise<unknown> {
    if (running.has(name)) throw new Error('It still runs from before.');
    const context = createLambdaContext(name, randomUUID(), timeoutMs);
    const work = load(name).then((handler) => handler(event, context));
    running.set(name, work);
    work.catch(() => undefined).finally(() => running.delete(name));
    return withDeadline(work, timeoutMs);
  }

  return async (name, timeoutSeconds, event) => {
    try {
      return { kind: 'answered', answer: await run(name, event, timeoutSeconds * 1000) };
    } catch (error) {
      log.error('trigger failed', { trigger: name, error: describe(error) });
      return { kind: 'failed' };
    }
  };
}

function describe(error: unknown): string {
  if (isAppError(error)) return error.code;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
