import { describe, expect, it } from 'vitest';
import { runConcurrently } from '../../../functions/run-concurrently.ts';

/** Work that goes on until it is told to end. */
function createOpenWork() {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const work = async (item: number) => {
    started.push(item);
    await new Promise<void>((resolve) => ends.push(resolve));
  };
  return { started, work, endOldest: () => ends.shift()?.() };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('running work concurrently', () => {
  it('starts as many as it may, and the next whenever one ends', async () => {
    const { started, work, endOldest } = createOpenWork();
    const all = runConcurrently([1, 2, 3, 4], 2, work);
    expect(started).toEqual([1, 2]);
    endOldest();
    await settle();
    expect(started).toEqual([1, 2, 3]);
    for (let index = 0; index < 3; index++) {
      endOldest();
      await settle();
    }
    await all;
    expect(started).toEqual([1, 2, 3, 4]);
  });

  it('takes each item once, with more workers than items too', async () => {
    const done: number[] = [];
    await runConcurrently([1, 2, 3], 8, async (item) => void done.push(item));
    expect(done).toEqual([1, 2, 3]);
  });

  it('does nothing for no items', async () => {
    await expect(
      runConcurrently([], 8, async () => {
        throw new Error('there was an item');
      }),
    ).resolves.toBeUndefined();
  });

  it('fails with the first failure', async () => {
    const failing = runConcurrently([1, 2], 1, async (item) => {
      throw new Error(`item ${item}`);
    });
    await expect(failing).rejects.toThrow('item 1');
  });
});
