import { describe, expect, it } from 'vitest';
import {
  commandKeyHashOf,
  type CommandRecord,
} from '../../../functions/ledger/account/charge-record.ts';
import type { SettleCommand } from '../../../functions/ledger/commands.ts';
import type { ChargeChange, Decision } from '../../../functions/ledger/decision.ts';
import {
  buildCaptureCommand,
  buildCharge,
  buildExpireCommand,
  buildExtendCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';
import { decideWith, soundWith } from '../../support/ledger-decisions.ts';

const idempotencyKey = 'settle-key';
const now = '2026-03-01T13:00:00.000Z';
const open = { ...soundWith({ available: 80 }), charge: buildCharge(), now };
const elsewhere = buildCharge({ chargeId: 'another hold' }).chargeId;

/** What a decision writes of a charge and of its own record. */
function writesOf(decision: Decision): { change: ChargeChange; record: CommandRecord | undefined } {
  const { chargeChange, newRecord } =
    decision.kind === 'commit' || decision.kind === 'change charge' ? decision : {};
  if (chargeChange === undefined) throw new Error(`decided ${decision.kind}`);
  return { change: chargeChange, record: newRecord };
}

const rows: [string, SettleCommand, SettleCommand][] = [
  [
    'capture of all',
    buildCaptureCommand({ idempotencyKey }),
    buildCaptureCommand({ idempotencyKey, quantity: 41 }),
  ],
  [
    'capture of a part',
    buildCaptureCommand({ idempotencyKey, quantity: 41 }),
    buildCaptureCommand({ idempotencyKey, quantity: 42 }),
  ],
  [
    'release',
    buildReleaseCommand({ idempotencyKey }),
    buildReleaseCommand({ idempotencyKey, chargeId: elsewhere }),
  ],
  [
    'expiry',
    buildExpireCommand({ idempotencyKey }),
    buildExpireCommand({ idempotencyKey, chargeId: elsewhere }),
  ],
  [
    'extension',
    buildExtendCommand({ idempotencyKey }),
    buildExtendCommand({ idempotencyKey, holdSeconds: 60 }),
  ],
];

describe.each(rows)('a %s with a key', (_, command, other) => {
  const first = decideWith(command, open);
  const { change, record } = writesOf(first);
  const answer = first.kind === 'commit' || first.kind === 'change charge' ? first.answer : null;
  const known = { charge: change.to, record, writtenBy: 'another call', now };

  it('leaves a record under the hash of kind and key', () => {
    expect(record).toMatchObject({
      keyHash: commandKeyHashOf(command.kind, idempotencyKey),
      writtenBy: 'this call',
      sequence: first.kind === 'commit' ? 2 : null,
      createdAt: now,
    });
    expect(record?.answer).not.toHaveProperty('isReplay');
  });

  it('answers word by word again, whatever became of the hold', () => {
    const again = decideWith(command, known);
    expect(again).toEqual({ kind: 'answer', answer: { ...answer, isReplay: true } });
    const charge = { ...change.to, status: 'captured' as const, refundedTokens: 3 };
    expect(decideWith(command, { ...known, charge })).toEqual(again);
  });

  it('is no replay when this very call wrote it and only lost the reply', () => {
    const own = decideWith(command, { ...known, writtenBy: 'this call' });
    expect(own).toEqual({ kind: 'answer', answer });
  });

  it('refuses its key for another request', () => {
    expect(decideWith(other, known)).toMatchObject({ code: 'idempotency_key_reused' });
  });
});

describe('a settlement with a new key', () => {
  it.each([
    ['capture', buildCaptureCommand({ idempotencyKey: 'new' }), 'captured', 'hold_captured'],
    ['release', buildReleaseCommand({ idempotencyKey: 'new' }), 'released', 'hold_released'],
  ] as const)('is refused to %s what was settled so under another', (_, command, status, code) => {
    const capturedTokens = status === 'captured' ? 20 : 0;
    const charge = buildCharge({ status, capturedTokens });
    expect(decideWith(command, { ...open, charge })).toMatchObject({ kind: 'refuse', code });
  });

  it.each([
    ['release', buildReleaseCommand({ idempotencyKey: 'new' })],
    ['capture nothing of', buildCaptureCommand({ idempotencyKey: 'new', quantity: 0 })],
  ])('to %s a hold that has expired keeps its answer, and changes nothing', (_, command) => {
    const charge = buildCharge({ status: 'expired', capturedTokens: 0, settledBalanceAfter: 100 });
    const first = decideWith(command, { ...open, charge });
    expect(first).toMatchObject({
      kind: 'change charge',
      newRecord: { sequence: null },
      answer: { status: 'expired', capturedTokens: 0, balanceAfter: 100 },
    });
    expect(first).not.toHaveProperty('chargeChange');
    const record = first.kind === 'change charge' ? first.newRecord : undefined;
    const paid = { ...charge, status: 'captured' as const, capturedTokens: 20 };
    expect(decideWith(command, { ...open, charge: paid, record })).toMatchObject({
      kind: 'answer',
      answer: { status: 'expired', capturedTokens: 0 },
    });
  });

  it('leaves no record when it has no key', () => {
    for (const command of [buildCaptureCommand(), buildReleaseCommand(), buildExtendCommand()]) {
      expect(writesOf(decideWith(command, open)).record).toBeUndefined();
    }
  });
});
