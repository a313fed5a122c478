import { limits } from '../../shared/limits.ts';
import type { Turn, TurnStore } from '../store/turns.ts';

export interface StopWatch {
  /** Aborts when the user stops the turn or its time is over. */
  readonly signal: AbortSignal;
  readonly isStoppedByUser: () => boolean;
  readonly close: () => void;
}

/**
 * Watches for the two things that end a turn early. A flag in the table is polled, because the
 * platform never tells a running function that its caller left or asked for anything.
 */
export function watchStop(
  turns: Pick<TurnStore, 'readTurn'>,
  turn: Turn,
  remainingMs: number,
): StopWatch {
  const controller = new AbortController();
  let isStoppedByUser = false;
  const poll = setInterval(() => {
    turns.readTurn(turn.conversationId, turn.turnKey).then(
      (stored) => {
        if (!stored?.isStopRequested || stored.attempt !== turn.attempt) return;
        isStoppedByUser = true;
        controller.abort();
      },
      // Not knowing is no reason to stop; the next poll asks again.
      () => undefined,
    );
  }, limits.turnStopPollMs);
  const durationMs = Math.max(
    0,
    Math.min(limits.turnDurationSeconds * 1000, remainingMs - limits.turnSettleReserveMs),
  );
  const timer = setTimeout(() => controller.abort(), durationMs);
  return {
    signal: controller.signal,
    isStoppedByUser: () => isStoppedByUser,
    close: () => {
      clearInterval(poll);
      clearTimeout(timer);
    },
  };
}
