import { describe, expect, it } from 'vitest';
import { ConnectionLostError } from '../../web/src/api/connection-lost-error.ts';
import { runToolCall } from '../../web/src/forms/run-tool-call.ts';
import { outcome, refusal, scriptedCalls } from './support/form-calls.ts';

const call = { name: 'get_call', args: { callId: '7' }, key: 'key-1' };
const running = () => refusal({ status: 409, code: 'request_in_progress' });
const expired = () => refusal({ status: 404, code: 'session_not_found' });

describe('runToolCall', () => {
  it('approves nothing that nobody was asked about', async () => {
    const { ports, sent } = scriptedCalls(outcome());
    await runToolCall(ports, call);
    expect(sent[0]?.body).toEqual({ sessionId: 'session-1', arguments: { callId: '7' } });
  });

  it('replaces an expired session once, under the same key', async () => {
    const { ports, sent } = scriptedCalls(expired(), outcome());
    await runToolCall(ports, call);
    expect(sent.map(({ body, key }) => [body.sessionId, key])).toEqual([
      ['session-1', 'key-1'],
      ['session-2', 'key-1'],
    ]);
    const again = scriptedCalls(expired(), expired());
    await expect(runToolCall(again.ports, call)).rejects.toThrow('Not enough tokens.');
  });

  it('waits for a call that is being made elsewhere', async () => {
    const { ports, sent, waits } = scriptedCalls(running(), running(), outcome());
    expect(await runToolCall(ports, call)).toEqual(outcome());
    expect(sent).toHaveLength(3);
    expect(waits).toHaveLength(2);
  });

  it('waits for it a minute at most', async () => {
    const { ports, sent, waits } = scriptedCalls(...Array.from({ length: 100 }, running));
    await expect(runToolCall(ports, call)).rejects.toMatchObject({
      problem: { code: 'request_in_progress' },
    });
    expect(sent).toHaveLength(30);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(60_000);
  });

  it('passes on what it cannot mend', async () => {
    const { ports, sent } = scriptedCalls(new ConnectionLostError('no answer'));
    await expect(runToolCall(ports, call)).rejects.toThrow(ConnectionLostError);
    expect(sent).toHaveLength(1);
  });
});
