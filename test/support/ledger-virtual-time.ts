import { testTime } from './ledger-builders.ts';

/** A clock that moves only when somebody waits, so that a deadline passes in no time. */
export function createVirtualTime(start: string = testTime) {
  const startMs = Date.parse(start);
  let waitedMs = 0;
  return {
    now: () => new Date(startMs + waitedMs),
    wait: async (ms: number) => {
      waitedMs += ms;
    },
    waitedMs: () => waitedMs,
  };
}
