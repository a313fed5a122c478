import { describe, expect, it } from 'vitest';
import { createWasDelivered } from '../../../functions/turn/was-delivered.ts';
import type { Turn } from '../../../functions/store/turns.ts';
import { buildTurn } from '../../support/api-turns.ts';
import { buildCharge } from '../../support/ledger-builders.ts';

const turn = buildTurn();
const hold = buildCharge({
  accountId: turn.accountId,
  chargeId: turn.chargeId,
  reference: { message: turn.messageId, conversation: turn.conversationId, turn: turn.turnKey },
});

/** Turns as stored: found under their own conversation and key alone. */
const turnsWith = (stored: Turn | null) => ({
  readTurn: async (conversationId: string, turnKey: string) =>
    stored?.conversationId === conversationId && stored.turnKey === turnKey ? stored : null,
});
const wasDelivered = (stored: Partial<Turn> | null, charge = hold) =>
  createWasDelivered({ turns: turnsWith(stored && buildTurn(stored)) })(charge);

describe('whether the work of a hold was delivered', () => {
  it.each<[string, Partial<Turn>]>([
    ['has ended with a reply', { status: 'ended', outcome: 'completed', replyJson: '[]' }],
    ['was stopped after its reply began', { status: 'ended', outcome: 'stopped', replyJson: '[]' }],
    ['waits for an approval', { status: 'waiting', outcome: 'waiting', replyJson: '[]' }],
    ['goes on after an approval', { status: 'running', outcome: 'waiting', replyJson: '[]' }],
  ])('is so for a turn that %s', async (_, stored) => {
    expect(await wasDelivered(stored)).toBe(true);
  });

  it.each<[string, Partial<Turn> | null]>([
    ['is not stored', null],
    ['is still at its first answer', { status: 'running' }],
    ['has failed and may be tried again', { status: 'failed', outcome: 'failed' }],
    ['failed after a tool had acted', { status: 'ended', outcome: 'failed', replyJson: '[]' }],
    ['was paid by a later attempt', { status: 'ended', replyJson: '[]', chargeId: 'charge-2' }],
    ['is of another account', { status: 'ended', replyJson: '[]', accountId: '8' }],
  ])('is not so for a turn that %s', async (_, stored) => {
    expect(await wasDelivered(stored)).toBe(false);
  });

  it.each([
    ['of a tool call', { tool: 'place-call', message: turn.messageId }],
    ['that names no turn', { conversation: turn.conversationId }],
    ['that names no conversation', { turn: turn.turnKey }],
  ])('is not so for a hold %s', async (_, reference) => {
    const stored = { status: 'ended', outcome: 'completed', replyJson: '[]' } as const;
    expect(await wasDelivered(stored, { ...hold, reference })).toBe(false);
  });
});
