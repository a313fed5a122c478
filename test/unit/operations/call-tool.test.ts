import { describe, expect, it } from 'vitest';
import { AppError } from '../../../functions/app-error.ts';
import { createCallTool } from '../../../functions/operations/call-tool.ts';
import type { RunTool } from '../../../functions/operations/tool-request.ts';
import { limits } from '../../../shared/limits.ts';

const session = {
  sessionId: 'ses_1',
  accountId: '7',
  clientId: '15',
  clientName: 'Bakery',
  server: 'crm',
  conversationId: 'con_1',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-01-02T00:00:00.000Z',
};
const done = { toolCallId: 'call_1', isReplay: false, isError: false, tokens: 1, balanceAfter: 9 };

const callWith = (runTool: RunTool, remainingMs = 29_000) =>
  createCallTool({
    runTool,
    sessions: { readSession: async () => session },
    now: () => new Date(session.createdAt),
  })({
    principal: { accountId: '7', actor: 'key:k', scopes: ['chat'], isAdmin: false },
    params: { name: 'outbound_call' },
    query: undefined,
    body: { sessionId: 'ses_1', arguments: { to: '1' } },
    idempotencyKey: 'key-1',
    signed: undefined,
    format: 'json',
    requestId: 'r',
    remainingMs: () => remainingMs,
  });

describe('a tool without a conversation', () => {
  it('is run for the client and server of the session, unapproved unless that is said', async () => {
    const asked: unknown[] = [];
    await callWith(async (request) => {
      asked.push(request);
      return { ...done, text: 'Done.' };
    });
    expect(asked).toMatchObject([
      { clientId: '15', sessionId: 'ses_1', server: 'crm', name: 'outbound_call', key: 'key-1' },
    ]);
    expect(asked).toMatchObject([{ args: { to: '1' }, approvedTokens: null }]);
  });

  it.each([
    ['done', undefined, false],
    ['accepted where it has started a job', 'job_1', true],
  ])('is answered as %s', async (_, jobId, isAccepted) => {
    const answer = await callWith(async () => ({ ...done, text: 'Done.', jobId }));
    expect(answer).toMatchObject({ isReplay: false, isAccepted });
  });

  it('is given up while there is time to settle', async () => {
    const hangs: RunTool = ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    const call = callWith(hangs, limits.toolSettleReserveMs + 1);
    await expect(call).rejects.toMatchObject({ code: 'timed_out' });
  });

  it('is refused as the run refuses it', async () => {
    const refusal = new AppError('insufficient_tokens');
    await expect(callWith(() => Promise.reject(refusal))).rejects.toBe(refusal);
  });
});
