import { setTimeout as wait } from 'node:timers/promises';

/** Waits so long, or until the signal; never rejects. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined);
