import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createAccountQueue } from '../../../functions/ledger/commit/account-queue.ts';

/** A queue whose groups wait to be let go, one after the other. */
function createScene(groupCount = 48, waitingCount = 100) {
  const groups: { accountId: string; tasks: readonly string[]; finish: () => void }[] = [];
  const runGroup = (accountId: string, tasks: readonly string[]) =>
    new Promise<void>((finish) => groups.push({ accountId, tasks, finish }));
  const enqueue = createAccountQueue(runGroup, groupCount, waitingCount);
  const finishNext = async () => {
    groups.at(-1)?.finish();
    await setImmediate();
  };
  const started = () => groups.map(({ accountId, tasks }) => [accountId, tasks.join('')]);
  return { enqueue, finishNext, started };
}

describe('the queue of accounts', () => {
  it('makes one group of what is asked for in the same moment, in order', async () => {
    const { enqueue, started } = createScene();
    for (const task of ['a', 'b', 'c']) expect(enqueue('one', task)).toBe(true);
    await setImmediate();
    expect(started()).toEqual([['one', 'abc']]);
  });

  it('gathers what comes while a group runs into the next one', async () => {
    const { enqueue, finishNext, started } = createScene();
    enqueue('one', 'a');
    await setImmediate();
    for (const task of ['b', 'c']) enqueue('one', task);
    await setImmediate();
    expect(started()).toEqual([['one', 'a']]);
    await finishNext();
    expect(started()).toEqual([
      ['one', 'a'],
      ['one', 'bc'],
    ]);
  });

  it('lets a group grow to its limit and no further', async () => {
    const { enqueue, finishNext, started } = createScene(2);
    for (const task of ['a', 'b', 'c', 'd', 'e']) enqueue('one', task);
    await setImmediate();
    await finishNext();
    await finishNext();
    expect(started().map(([, tasks]) => tasks)).toEqual(['ab', 'cd', 'e']);
  });

  it('runs the groups of different accounts side by side', async () => {
    const { enqueue, started } = createScene();
    enqueue('one', 'a');
    enqueue('two', 'b');
    await setImmediate();
    expect(started()).toEqual([
      ['one', 'a'],
      ['two', 'b'],
    ]);
  });

  it('starts at once again when an account was idle', async () => {
    const { enqueue, finishNext, started } = createScene();
    enqueue('one', 'a');
    await setImmediate();
    await finishNext();
    enqueue('one', 'b');
    await setImmediate();
    expect(started().map(([, tasks]) => tasks)).toEqual(['a', 'b']);
  });

  it('turns away whom it has no room for, and takes others when there is room again', async () => {
    const { enqueue, finishNext, started } = createScene(1, 2);
    enqueue('one', 'a');
    await setImmediate();
    expect(['b', 'c', 'd'].map((task) => enqueue('one', task))).toEqual([true, true, false]);
    await finishNext();
    expect(enqueue('one', 'e')).toBe(true);
    for (let group = 0; group < 3; group++) await finishNext();
    expect(started().map(([, tasks]) => tasks)).toEqual(['a', 'b', 'c', 'e']);
  });
});
