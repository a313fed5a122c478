import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Turn } from '../../../functions/store/turns.ts';
import { watchStop } from '../../../functions/turn/watch-stop.ts';
import { limits } from '../../../shared/limits.ts';
import { buildTurn } from '../../support/api-turns.ts';

const longMs = 15 * 60_000;

describe('watching for the end of a turn', () => {
  let stored: Turn | null;
  let readCount: number;
  let isBroken: boolean;
  beforeEach(() => {
    vi.useFakeTimers();
    stored = buildTurn();
    readCount = 0;
    isBroken = false;
  });
  afterEach(() => void vi.useRealTimers());

  const turns = {
    readTurn: async () => {
      readCount += 1;
      if (isBroken) throw new Error('the database is down');
      return stored;
    },
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('goes on while nobody asks for a stop', async () => {
    const watch = watchStop(turns, buildTurn(), longMs);
    await pass(10 * limits.turnStopPollMs);
    expect([watch.signal.aborted, watch.isStoppedByUser()]).toEqual([false, false]);
    expect(readCount).toBe(10);
    watch.close();
  });

  it('aborts at the next look once the user has asked', async () => {
    const watch = watchStop(turns, buildTurn(), longMs);
    stored = buildTurn({ isStopRequested: true });
    await pass(limits.turnStopPollMs);
    expect([watch.signal.aborted, watch.isStoppedByUser()]).toEqual([true, true]);
    watch.close();
  });

  it('ignores a stop that was meant for another attempt', async () => {
    const watch = watchStop(turns, buildTurn({ attempt: 2 }), longMs);
    stored = buildTurn({ attempt: 1, isStopRequested: true });
    await pass(5 * limits.turnStopPollMs);
    expect(watch.signal.aborted).toBe(false);
    watch.close();
  });

  it('looks again when a look has failed', async () => {
    const watch = watchStop(turns, buildTurn(), longMs);
    isBroken = true;
    await pass(limits.turnStopPollMs);
    expect(watch.signal.aborted).toBe(false);
    isBroken = false;
    stored = buildTurn({ isStopRequested: true });
    await pass(limits.turnStopPollMs);
    expect(watch.isStoppedByUser()).toBe(true);
    watch.close();
  });

  it.each([
    [
      'the limit of a turn, when the platform gives more',
      longMs,
      limits.turnDurationSeconds * 1000,
    ],
    ['what the platform leaves, less the settling', 60_000, 60_000 - limits.turnSettleReserveMs],
    ['a moment, when the settling needs nearly all', limits.turnSettleReserveMs + 1, 1],
  ])('ends after %s', async (_, remainingMs, durationMs) => {
    const watch = watchStop(turns, buildTurn(), remainingMs);
    await pass(durationMs - 1);
    expect(watch.signal.aborted).toBe(false);
    await pass(1);
    expect([watch.signal.aborted, watch.isStoppedByUser()]).toEqual([true, false]);
    watch.close();
  });

  it('ends at once when less than the settling is left', async () => {
    const watch = watchStop(turns, buildTurn(), limits.turnSettleReserveMs - 1);
    await pass(0);
    expect(watch.signal.aborted).toBe(true);
    watch.close();
  });

  it('leaves no timer behind', () => {
    watchStop(turns, buildTurn(), longMs).close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
