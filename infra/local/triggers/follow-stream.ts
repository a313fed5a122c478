import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import type { Log } from '../../../functions/log.ts';
import { readFailures } from './read-failures.ts';
import type { TriggerOutcome } from './invoke-trigger.ts';
import { pause } from './pause.ts';
import type { StreamReader } from './stream-reader.ts';

/** Polling costs a few milliseconds of processor time each. */
const idleMs = { first: 250, most: 1_000 };
const retryMs = { first: 500, most: 30_000 };

type Step = 'moved' | 'idle' | 'failed';

export interface FollowStreamOptions {
  readonly reader: StreamReader;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<TriggerOutcome>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Hands the records of a stream to a function, batch by batch and in order, until the signal. What
 * the function names as failed comes again, after a wait that doubles; nothing is skipped.
 */
export async function followStream({ reader, invoke, log, signal }: FollowStreamOptions) {
  let waitMs = 0;
  let last: Step = 'moved';
  while (!signal.aborted) {
    const step = await takeStep();
    const { first, most } = step === 'failed' ? retryMs : idleMs;
    if (step === 'moved') waitMs = 0;
    else waitMs = step === last ? Math.min(waitMs * 2, most) : first;
    last = step;
    if (waitMs > 0) await pause(waitMs, signal);
  }

  async function takeStep(): Promise<Step> {
    try {
      const records = await reader.read();
      if (records.length === 0) return 'idle';
      return await publish(records);
    } catch (error) {
      log.warn('stream not read', { error: String(error) });
      return 'failed';
    }
  }

  async function publish(records: readonly StreamRecord[]): Promise<Step> {
    const outcome = await invoke(records);
    if (outcome.kind === 'failed') return 'failed';
    const numbers = records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    const failures = readFailures(outcome.answer, numbers);
    // What comes after the first failure comes again with it.
    const firstFailed = numbers.findIndex((number) => failures.includes(number));
    const done = firstFailed === -1 ? numbers.at(-1) : numbers[firstFailed - 1];
    if (done !== undefined) reader.moveTo(done);
    return firstFailed === -1 ? 'moved' : 'failed';
  }
}
