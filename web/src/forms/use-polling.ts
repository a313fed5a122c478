import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export interface PollingPlan {
  readonly everyMs: number;
  readonly readCount: number;
}

export interface Polled<Value> {
  /** null until the first answer. */
  readonly value: Value | null;
  readonly error: unknown;
  /** It has not ended, and is no longer being asked about. */
  readonly isGivenUp: boolean;
  readonly set: (value: Value) => void;
  readonly start: () => void;
}

/**
 * Reads something again and again until it has ended, at most so many times. A read that fails is
 * an error to be shown; the next ones go on.
 */
export function usePolling<Value>(
  read: () => Promise<Value>,
  hasEnded: (value: Value) => boolean,
  plan: PollingPlan,
): Polled<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isGivenUp, setGivenUp] = useState(false);
  const [round, setRound] = useState(0);
  const latest = useRef({ read, hasEnded });
  latest.current = { read, hasEnded };

  useEffect(() => {
    let timer = 0;
    let isCurrent = true;
    let readCount = 0;
    async function readOnce(): Promise<void> {
      readCount += 1;
      const next = await latest.current.read().catch((failure: unknown) => {
        if (isCurrent) setError(failure);
        return null;
      });
      if (!isCurrent) return;
      if (next !== null) {
        setError(null);
        setValue(next);
        if (latest.current.hasEnded(next)) return;
      }
      if (readCount >= plan.readCount) return setGivenUp(true);
      timer = window.setTimeout(() => void readOnce(), plan.everyMs);
    }
    setGivenUp(false);
    void readOnce();
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [round, plan]);

  const start = useCallback(() => setRound((count) => count + 1), []);
  return { value, error, isGivenUp, set: setValue, start };
}
