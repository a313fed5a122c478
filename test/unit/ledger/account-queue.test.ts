import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createAccountQueue } from '../../../functions/ledger/account-queue.ts';

/** A task that starts, waits to be let go, and ends. */
function createTask(name: string, events: string[]) {
  const gate = Promise.withResolvers<string>();
  const run = async () => {
    events.push(`${name} starts`);
    const result = await gate.promise;
    events.push(`${name} ends`);
    return result;
  };
  return { run, finish: gate.resolve, fail: gate.reject };
}

describe('the queue of accounts', () => {
  it('runs the tasks of one account after each other, in order', async () => {
    const events: string[] = [];
    const enqueue = createAccountQueue();
    const tasks = ['a', 'b', 'c'].map((name) => createTask(name, events));
    const results = tasks.map((task) => enqueue('account-1', task.run));
    for (const [index, task] of tasks.toReversed().entries()) task.finish(`result ${index}`);
    expect(await Promise.all(results)).toEqual(['result 2', 'result 1', 'result 0']);
    expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  it('runs the tasks of different accounts side by side', async () => {
    const events: string[] = [];
    const enqueue = createAccountQueue();
    const [slow, quick] = [createTask('slow', events), createTask('quick', events)];
    const first = enqueue('account-1', slow.run);
    quick.finish('done');
    expect(await enqueue('account-2', quick.run)).toBe('done');
    expect(events).toEqual(['slow starts', 'quick starts', 'quick ends']);
    slow.finish('done too');
    expect(await first).toBe('done too');
  });

  it('goes on after a task that fails, and tells only the one who asked', async () => {
    const events: string[] = [];
    const enqueue = createAccountQueue();
    const [bad, good] = [createTask('bad', events), createTask('good', events)];
    const failing = enqueue('account-1', bad.run);
    const next = enqueue('account-1', good.run);
    bad.fail(new Error('no'));
    good.finish('fine');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('fine');
  });

  it('starts at once again when an account was idle', async () => {
    const events: string[] = [];
    const enqueue = createAccountQueue();
    await enqueue('account-1', async () => events.push('first'));
    const second = enqueue('account-1', async () => events.push('second'));
    await setImmediate();
    expect(events).toEqual(['first', 'second']);
    await second;
  });
});
