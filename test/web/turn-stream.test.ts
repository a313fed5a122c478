import type { UIMessageChunk } from 'ai';
import { describe, expect, it, vi } from 'vitest';
import { ConnectionLostError } from '../../web/src/api/connection-lost-error.ts';
import { failWhenSilent } from '../../web/src/chat/fail-when-silent.ts';
import { readTurnStream } from '../../web/src/chat/read-turn-stream.ts';
import { timeToolCalls } from '../../web/src/chat/time-tool-calls.ts';
import { bytesOf, collect, eventsOf, finish, streamOf } from './support/streams.ts';

const start: UIMessageChunk = { type: 'start', messageId: 'm:reply' };
const read = (...texts: string[]) => collect(readTurnStream(bytesOf(...texts), () => 0));

describe('readTurnStream', () => {
  it('reads parts from events, comments and uneven pieces', async () => {
    const events = `: keep-alive\n\n${eventsOf(start, finish, '[DONE]')}`;
    expect(await read(events.slice(0, 25), events.slice(25))).toEqual([start, finish]);
  });

  it('fails when the stream closes without an end', async () => {
    await expect(read(eventsOf(start))).rejects.toThrow(ConnectionLostError);
  });

  it('fails on an event that is no part', async () => {
    await expect(read(eventsOf('{"type":"odd"}'))).rejects.toThrow('Type validation failed');
  });

  it('passes an error on last, after what the turn cost', async () => {
    const error: UIMessageChunk = { type: 'error', errorText: '{}' };
    expect(await read(eventsOf(start, error, finish))).toEqual([start, finish, error]);
  });

  it('ends at an error that nothing follows', async () => {
    const error: UIMessageChunk = { type: 'error', errorText: '{}' };
    expect(await read(eventsOf(start, error))).toEqual([start, error]);
  });
});

describe('failWhenSilent', () => {
  it('fails when nothing comes for too long', async () => {
    vi.useFakeTimers();
    try {
      const cancelled = vi.fn<() => void>();
      const silent = new ReadableStream<Uint8Array>({ cancel: cancelled });
      const reading = collect(failWhenSilent(silent, 45_000)).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(45_000);
      expect(await reading).toBeInstanceOf(ConnectionLostError);
      expect(cancelled).toHaveBeenCalledOnce();
    } finally {
      vi.useRealTimers();
    }
  });

  it('passes bytes on unchanged', async () => {
    expect(await collect(failWhenSilent(bytesOf('a', 'b'), 1_000))).toHaveLength(2);
  });

  it('cancels the source when its reader leaves', async () => {
    const cancelled = vi.fn<(reason: unknown) => void>();
    const source = new ReadableStream<Uint8Array>({ cancel: cancelled });
    await failWhenSilent(source, 1_000).cancel('left');
    expect(cancelled).toHaveBeenCalledWith('left');
  });
});

describe('timeToolCalls', () => {
  const clockOf =
    (...times: number[]) =>
    () =>
      times.shift() ?? 0;
  const input: UIMessageChunk = {
    type: 'tool-input-available',
    toolCallId: 'c',
    toolName: 't',
    input: {},
  };
  const output: UIMessageChunk = { type: 'tool-output-available', toolCallId: 'c', output: {} };
  const timed = (now: () => number, ...chunks: UIMessageChunk[]) =>
    collect(streamOf(...chunks).pipeThrough(timeToolCalls(now)));

  it('notes the time between a call and its result', async () => {
    const [, result] = await timed(clockOf(0, 100, 350), input, output);
    expect(result).toMatchObject({ toolMetadata: { durationMs: 250 } });
  });

  it('counts an approved call from the start of the stream', async () => {
    const [result] = await timed(clockOf(100, 900), output);
    expect(result).toMatchObject({ toolMetadata: { durationMs: 800 } });
  });

  it('prefers a time that the server measured', async () => {
    const measured = { ...output, toolMetadata: { durationMs: 7 } };
    const [result] = await timed(clockOf(0, 500), measured);
    expect(result).toMatchObject({ toolMetadata: { durationMs: 7 } });
  });
});
