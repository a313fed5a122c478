/**
 * Runs work that is abandoned when the time is up or the caller stops it, whether or not it
 * listens to its signal.
 *
 * @throws the reason of the signal that ended it: `TimeoutError`, or the caller's own
 */
export async function runWithDeadline<Result>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const settled = new AbortController();
  const ended = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  ended.throwIfAborted();
  const interruption = new Promise<never>((_, reject) => {
    ended.addEventListener('abort', () => reject(ended.reason), { signal: settled.signal });
  });
  try {
    return await Promise.race([work(ended), interruption]);
  } finally {
    settled.abort();
  }
}
