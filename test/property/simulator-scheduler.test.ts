import { expect, it } from 'vitest';
import { createScheduler } from '../simulator/scheduler.ts';
import { createSeededRandom } from '../simulator/seeded-random.ts';

it('runs events in the order of their time, and equal ones in the order of planning', async () => {
  const scheduler = createScheduler(0);
  const seen: string[] = [];
  const random = createSeededRandom(3);
  const delays = Array.from({ length: 300 }, () => random.between(0, 40));
  for (const [index, delay] of delays.entries()) {
    scheduler.schedule(delay, () => {
      seen.push(`${scheduler.nowMs()} ${index}`);
    });
  }
  await scheduler.runUntilIdle();
  const expected = [...delays.entries()]
    .toSorted(([leftIndex, left], [rightIndex, right]) => left - right || leftIndex - rightIndex)
    .map(([index, delay]) => `${delay} ${index}`);
  expect(seen).toEqual(expected);
});

it('lets everything that hangs on an event run before the next one', async () => {
  const scheduler = createScheduler(0);
  const seen: string[] = [];
  scheduler.schedule(1, async () => {
    await Promise.resolve();
    await Promise.resolve();
    seen.push('first');
  });
  scheduler.schedule(1, () => {
    seen.push('second');
  });
  await scheduler.runUntilIdle();
  expect(seen).toEqual(['first', 'second']);
});

it('waits in virtual time only', async () => {
  const scheduler = createScheduler(Date.UTC(2026, 0, 1));
  const done = scheduler.wait(30 * 24 * 60 * 60 * 1000).then(() => scheduler.nowMs());
  await scheduler.runUntilIdle();
  expect(new Date(await done).toISOString()).toBe('2026-01-31T00:00:00.000Z');
});

it('ends with the error of whoever aborts it', async () => {
  const scheduler = createScheduler(0);
  scheduler.schedule(1, () => scheduler.abort(new Error('found something')));
  scheduler.schedule(2, () => scheduler.abort(new Error('too late')));
  await expect(scheduler.runUntilIdle()).rejects.toThrow('found something');
});

it('draws the same for the same seed, evenly, and otherwise for another', () => {
  const draw = (seed: number) => {
    const random = createSeededRandom(seed);
    return Array.from({ length: 10_000 }, () => random.between(0, 9));
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  const counts = draw(1).reduce<number[]>((sums, digit) => {
    sums[digit] = (sums[digit] ?? 0) + 1;
    return sums;
  }, []);
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});
