import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { runWithDeadline } from '../../../functions/mcp/run-with-deadline.ts';

const forever = () => new Promise<never>(() => undefined);

describe('runWithDeadline', () => {
  it('answers what the work answers', async () => {
    expect(await runWithDeadline(1_000, undefined, async () => 7)).toBe(7);
  });

  it('throws what the work throws', async () => {
    const work = async () => {
      throw new Error('broken');
    };
    await expect(runWithDeadline(1_000, undefined, work)).rejects.toThrow('broken');
  });

  it('abandons work that does not listen when the time is up', async () => {
    await expect(runWithDeadline(5, undefined, forever)).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('abandons work when the caller stops it', async () => {
    const stop = new AbortController();
    const running = runWithDeadline(10_000, stop.signal, forever);
    stop.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
  });

  it('does not start work that is stopped already', async () => {
    let isStarted = false;
    const work = async () => {
      isStarted = true;
    };
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(runWithDeadline(1_000, signal, work)).rejects.toThrow('stopped');
    expect(isStarted).toBe(false);
  });

  it('leaves no listener behind on the signal of the work', async () => {
    let seen: AbortSignal | undefined;
    await runWithDeadline(1_000, undefined, async (signal) => {
      seen = signal;
    });
    expect(seen && getEventListeners(seen, 'abort')).toEqual([]);
  });
});
