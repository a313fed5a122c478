import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../../functions/principal.ts';
import type { SessionRecord } from '../../../functions/store/sessions.ts';
import { createTurnStore, type Turn, type TurnStore } from '../../../functions/store/turns.ts';
import {
  type BegunTurn,
  createBeginTurn,
  turnKeyOfAttempt,
} from '../../../functions/turn/begin-turn.ts';
import { limits } from '../../../shared/limits.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const startTime = Date.parse('2026-03-01T12:00:00.000Z');

describe('beginning a turn', () => {
  let table: TestTable;
  let turns: TurnStore;
  let bench: LedgerBench;
  let session: SessionRecord;
  let principal: Principal;
  let messageId: string;
  let nowMs: number;

  beforeAll(async () => {
    table = await createTestTable();
    turns = createTurnStore(table);
  });
  beforeEach(async () => {
    nowMs = startTime;
    messageId = randomUUID();
    bench = createLedgerBench(table, { now: () => new Date(nowMs) });
    const accountId = await putAccount(table);
    await bench.execute({ kind: 'open', accountId, actor: 'test' });
    principal = { accountId, actor: 'user:ada', scopes: ['chat'], isAdmin: false };
    session = {
      sessionId: 'ses_1',
      accountId,
      clientId: '15',
      clientName: 'Rosalex Realty',
      server: 'crm',
      conversationId: `con_${randomUUID()}`,
      createdAt: new Date(startTime).toISOString(),
      expiresAt: new Date(startTime + 3_600_000).toISOString(),
    };
  });

  const begin = (overrides: { text?: string; session?: SessionRecord } = {}): Promise<BegunTurn> =>
    createBeginTurn({ ledger: bench, turns, now: () => new Date(nowMs) })({
      session,
      principal,
      messageId,
      text: 'hello',
      ...overrides,
    });
  const passSeconds = (seconds: number) => (nowMs += seconds * 1000);
  const settle = async (turn: Turn, status: Turn['status'], kind: 'capture' | 'release') => {
    const { accountId, chargeId } = turn;
    const change = { status, replyJson: '[]', outcome: 'completed' as const };
    await turns.moveTurn(turn, 'running', change);
    const command = { accountId, actor: 'test', chargeId };
    await (kind === 'capture'
      ? bench.execute({ kind, ...command })
      : bench.execute({ kind, ...command, reason: 'failed' }));
  };
  const available = async () => {
    const stored = await bench.reader.readState(session.accountId);
    return stored.kind === 'sound' ? stored.state.available : stored.kind;
  };

  it('holds one token under the key of the message and says who runs', async () => {
    const { kind, turn } = await begin();
    expect(kind).toBe('run');
    expect(turn).toMatchObject({
      messageId,
      attempt: 1,
      status: 'running',
      tokens: 1,
      balanceAfter: 99,
      leaseUntil: new Date(startTime + limits.turnHoldSeconds * 1000).toISOString(),
    });
    expect(await turns.readTurn(turn.conversationId, turn.turnKey)).toEqual(turn);
    expect(turnKeyOfAttempt(messageId, 1)).toBe(`turn:${messageId}`);
  });

  it('refuses the message while its turn is alive, to the last moment of its lease', async () => {
    await begin();
    await expect(begin()).rejects.toMatchObject({ code: 'turn_in_progress', retryAfterSeconds: 2 });
    passSeconds(limits.turnHoldSeconds - 1);
    await expect(begin()).rejects.toMatchObject({ code: 'turn_in_progress' });
  });

  it('starts anew once the lease is over, and gives the first token back', async () => {
    const { turn: dead } = await begin();
    passSeconds(limits.turnHoldSeconds);
    const { kind, turn } = await begin();
    expect(kind).toBe('run');
    expect(turn).toMatchObject({ attempt: 2, turnKey: dead.turnKey, tokens: 1 });
    expect(turn.chargeId).not.toBe(dead.chargeId);
    expect(await available()).toBe(99);
  });

  it('lets one of many who find a dead turn start anew', async () => {
    await begin();
    passSeconds(limits.turnHoldSeconds);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => begin()));
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    );
    expect(refused).toMatchObject(
      Array(5).fill(expect.objectContaining({ code: 'turn_in_progress' })),
    );
    expect(await available()).toBe(99);
  });

  it('leaves a process that died unable to end the turn that another took over', async () => {
    const { turn: dead } = await begin();
    passSeconds(limits.turnHoldSeconds);
    await begin();
    expect(await turns.moveTurn(dead, 'running', { status: 'ended', replyJson: '[]' })).toBe(false);
  });

  it('replays a turn that has ended, in whatever session of the client', async () => {
    const { turn } = await begin();
    await settle(turn, 'ended', 'capture');
    const again = await begin({ session: { ...session, sessionId: 'ses_2' } });
    expect(again).toMatchObject({ kind: 'replay', holdStatus: 'captured', turn: { messageId } });
    expect(await available()).toBe(99);
  });

  it('replays a turn that waits for an approval', async () => {
    const { turn } = await begin();
    await settle(turn, 'waiting', 'capture');
    expect(await begin()).toMatchObject({ kind: 'replay', turn: { status: 'waiting' } });
  });

  it('replays a turn whose reply was stored but not captured, and says so', async () => {
    const { turn } = await begin();
    await turns.moveTurn(turn, 'running', { status: 'ended', replyJson: '[]' });
    expect(await begin()).toMatchObject({ kind: 'replay', holdStatus: 'open' });
  });

  it('starts a failed turn anew at once, each time with a token of its own', async () => {
    for (let attempt = 1; attempt <= limits.turnAttemptCount; attempt++) {
      const begun = await begin();
      expect(begun).toMatchObject({ kind: 'run', turn: { attempt } });
      await settle(begun.turn, 'failed', 'release');
    }
    await expect(begin()).rejects.toMatchObject({ code: 'turn_attempts_exhausted' });
    expect(await available()).toBe(100);
    expect(await bench.verify(session.accountId)).toMatchObject({ problems: [] });
  });

  it('takes a hold without a turn for one that is being started, for a grace', async () => {
    const noTurns = { ...turns, startAttempt: () => Promise.reject(new Error('died')) };
    const die = createBeginTurn({ ledger: bench, turns: noTurns, now: () => new Date(nowMs) });
    await expect(die({ session, principal, messageId, text: 'hello' })).rejects.toThrow('died');

    passSeconds(limits.turnStartGraceSeconds - 1);
    await expect(begin()).rejects.toMatchObject({ code: 'turn_in_progress' });
    passSeconds(1);
    expect(await begin()).toMatchObject({ kind: 'run', turn: { attempt: 2 } });
    expect(await available()).toBe(99);
  });

  it('refuses the same message with another text, or for another client', async () => {
    await begin();
    const reused = { code: 'idempotency_key_reused' };
    await expect(begin({ text: 'other' })).rejects.toMatchObject(reused);
    const other = { ...session, clientId: '16' };
    await expect(begin({ session: other })).rejects.toMatchObject(reused);
  });

  it('writes nothing when the token cannot be held', async () => {
    const { accountId, conversationId } = session;
    const spent = { idempotencyKey: 'all', service: 'ai_chat_message', quantity: 100 };
    await bench.execute({ kind: 'charge', accountId, actor: 'test', ...spent });
    await expect(begin()).rejects.toMatchObject({ code: 'insufficient_tokens' });
    expect(await turns.listTurns(conversationId, 10)).toEqual([]);
  });
});
