import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compareLatency } from '../../bench/load/compare-latency.ts';
import { measureLoad } from '../../bench/load/measure-load.ts';

describe('measuring a load', () => {
  it('keeps as many calls under way as there are callers', async () => {
    let underWay = 0;
    let most = 0;
    const operation = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
    };
    await measureLoad(operation, { accounts: 1, callers: 8 }, 1);
    expect(most).toBe(8);
  });

  it('calls at least once for each caller, however short the time is', async () => {
    const sample = await measureLoad(async () => {}, { accounts: 1, callers: 5 }, 0);
    expect(sample.latenciesMs).toHaveLength(5);
    expect(sample.perSecond).toBeGreaterThan(0);
  });

  it('uses only the accounts that there are', async () => {
    const used = new Set<number>();
    await measureLoad(async (index) => used.add(index), { accounts: 3, callers: 200 }, 0);
    expect(used).toEqual(new Set([0, 1, 2]));
  });

  it('counts what fails, and not as done', async () => {
    const fail = () => Promise.reject(new Error('as planned'));
    const sample = await measureLoad(fail, { accounts: 1, callers: 4 }, 0);
    expect(sample).toMatchObject({ failures: 4, latenciesMs: [], perSecond: 0 });
  });
});

describe('comparing latencies', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => vi.useRealTimers());

  it('alternates batches of both, and each goes first in every other pair', async () => {
    const calls: string[] = [];
    const note = (name: string) => async () => calls.push(name);
    await compareLatency(note('ours'), note('bare'), { pairCount: 2, batchSize: 2 });
    expect(calls).toEqual(['ours', 'ours', 'bare', 'bare', 'bare', 'bare', 'ours', 'ours']);
  });

  it('says how much longer ours takes, whichever went first', async () => {
    const take = (ms: number) => async () => vi.advanceTimersByTime(ms);
    const batches = { pairCount: 4, batchSize: 3 };
    expect(await compareLatency(take(6), take(4), batches)).toEqual({
      oursMs: 6,
      bareMs: 4,
      ratio: 1.5,
      spread: [1.5, 1.5],
    });
  });

  it('says between which ratios the middle half of the pairs lies', async () => {
    const takeEach = (...ms: number[]) => {
      const left = [...ms];
      return async () => vi.advanceTimersByTime(left.shift() ?? 0);
    };
    const ours = takeEach(10, 11, 12, 30);
    const bare = takeEach(10, 10, 10, 10);
    expect(await compareLatency(ours, bare, { pairCount: 4, batchSize: 1 })).toMatchObject({
      ratio: 1.15,
      spread: [1, 1.2],
    });
  });
});
