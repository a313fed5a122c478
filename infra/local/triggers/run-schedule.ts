import { randomUUID } from 'node:crypto';
import type { ScheduleTrigger } from '../../../shared/triggers.ts';
import { pause } from './pause.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * Calls `run` at each moment of the schedule until the signal. A run that takes longer than the
 * time to the next one skips that.
 */
export async function runSchedule(
  every: ScheduleTrigger['every'],
  run: (event: unknown) => Promise<unknown>,
  options: { readonly signal: AbortSignal; readonly now?: () => number },
): Promise<void> {
  const { signal, now = Date.now } = options;
  while (!signal.aborted) {
    await pause(msUntilRun(every, now()), signal);
    if (!signal.aborted) await run(scheduledEvent(now()));
  }
}

/** @param now milliseconds since the epoch */
export function msUntilRun(every: ScheduleTrigger['every'], now: number): number {
  const [lengthMs, offsetMs] =
    'minutes' in every ? [every.minutes * minuteMs, 0] : [dayMs, every.dayAtUtcHour * hourMs];
  return lengthMs - ((now - offsetMs) % lengthMs);
}

/** What EventBridge hands to the target of a schedule. */
const scheduledEvent = (now: number) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: new Date(now).toISOString(),
  region: 'us-east-1',
  resources: [],
  detail: {},
});
