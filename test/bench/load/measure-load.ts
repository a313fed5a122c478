/** How an operation is called: by so many callers at once, each on any of so many accounts. */
export interface Load {
  readonly accounts: number;
  readonly callers: number;
}

/** Does the thing that is measured once, on one of the accounts it has prepared. */
export type Operation = (accountIndex: number) => Promise<unknown>;

export interface Sample {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  readonly failures: number;
}

/**
 * Calls an operation for `durationMs`, each caller as soon as its last call has ended. Failed calls
 * are counted and do not count as done.
 */
export async function measureLoad(
  operation: Operation,
  load: Load,
  durationMs: number,
): Promise<Sample> {
  const latenciesMs: number[] = [];
  let failures = 0;
  const begin = performance.now();
  const callUntilEnd = async (): Promise<void> => {
    do {
      const start = performance.now();
      try {
        await operation(Math.floor(Math.random() * load.accounts));
        latenciesMs.push(performance.now() - start);
      } catch {
        failures += 1;
      }
    } while (performance.now() - begin < durationMs);
  };
  await Promise.all(Array.from({ length: load.callers }, callUntilEnd));
  const seconds = (performance.now() - begin) / 1000;
  return { perSecond: latenciesMs.length / seconds, latenciesMs, failures };
}
