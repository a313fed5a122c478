import { describe, expect, it } from 'vitest';
import type { LedgerCommand } from '../../../functions/ledger/commands.ts';
import type { Decision, DecisionInput } from '../../../functions/ledger/decision.ts';
import { logOutcome } from '../../../functions/ledger/commit/log-commit.ts';
import { createOwnTask } from '../../../functions/ledger/commit/task.ts';
import {
  buildAdjustCommand,
  buildCaptureCommand,
  buildChangePlanCommand,
  buildCharge,
  buildChargeCommand,
  buildEntry,
  buildGrantCommand,
  buildRefundCommand,
  buildReleaseCommand,
  testAccountId,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

/** The lines that an operator reads about a command. */
function linesOf(
  command: LedgerCommand,
  input: Partial<DecisionInput> = {},
  { unheard }: { unheard?: Decision } = {},
) {
  const log = createRecordingLog();
  const task = { ...createOwnTask(command, Number.POSITIVE_INFINITY), unheard };
  logOutcome(log, task, decideWith(command, input));
  return log.lines;
}

const open = { kind: 'open', accountId: testAccountId, actor: 'system' } as const;
const absent = { stored: { kind: 'absent' } } as const;
const accountId = testAccountId;

describe('the log of a command', () => {
  it('tells of a deduction', () => {
    expect(linesOf(buildChargeCommand())).toEqual([
      {
        level: 'info',
        message: 'tokens deducted',
        fields: {
          accountId,
          service: 'ai_chat_message',
          tokens: 1,
          balanceBefore: 100,
          balanceAfter: 99,
          sequence: 2,
        },
      },
    ]);
  });

  it('tells of tokens that go back', () => {
    expect(linesOf(buildReleaseCommand(), { charge: buildCharge() })).toMatchObject([
      {
        message: 'tokens given back',
        fields: { tokens: 20, balanceBefore: 100, balanceAfter: 120 },
      },
    ]);
  });

  it('tells of a grant', () => {
    expect(linesOf(buildGrantCommand())).toMatchObject([
      { message: 'tokens granted', fields: { tokens: 500, balanceAfter: 600 } },
    ]);
  });

  it('warns of a missing balance before it tells of the deduction', () => {
    expect(linesOf(buildChargeCommand(), absent)).toMatchObject([
      {
        level: 'warn',
        message: 'balance missing, opened',
        fields: { accountId, found: 'absent', opened: 100 },
      },
      { level: 'info', message: 'tokens deducted', fields: { balanceBefore: 100, sequence: 2 } },
    ]);
  });

  it('warns of a damaged balance', () => {
    const stored = { kind: 'broken', found: 'null', item: {} } as const;
    const [line] = linesOf(buildChargeCommand(), { stored, lastEntry: buildEntry() });
    expect(line).toMatchObject({ level: 'warn', message: 'balance damaged, restored' });
    expect(line?.fields).toEqual({ accountId, found: 'null', restored: 100 });
  });

  it('does not warn when an account is opened on purpose', () => {
    expect(linesOf(open, absent)).toEqual([
      { level: 'info', message: 'account opened', fields: { accountId, opened: 100 } },
    ]);
  });

  it('is silent when no token moves', () => {
    expect(linesOf(open)).toEqual([]);
    expect(linesOf(buildCaptureCommand(), { charge: buildCharge() })).toEqual([]);
    expect(linesOf(buildChargeCommand({ quantity: 101 }))).toEqual([]);
  });

  it('tells of a refund, and of a correction with who made it', () => {
    const charge = buildCharge({ status: 'captured', capturedTokens: 20 });
    const refund = buildRefundCommand({ chargeId: charge.chargeId });
    expect(linesOf(refund, { charge })).toMatchObject([
      { level: 'info', message: 'tokens refunded', fields: { tokens: 20, balanceAfter: 120 } },
    ]);
    expect(linesOf(buildAdjustCommand({ tokens: -7 }))).toMatchObject([
      { message: 'balance adjusted', fields: { tokens: -7, balanceAfter: 93, actor: 'user:ada' } },
    ]);
  });

  it.each([
    ['a charge after the fact', buildChargeCommand({ isAfterTheFact: true, quantity: 101 }), {}],
    [
      'a late capture',
      buildCaptureCommand(),
      { charge: buildCharge({ status: 'expired' }), ...soundWith({ available: 5 }) },
    ],
  ])('raises an error for %s that could not be collected', (_, command, input) => {
    const owed = command.kind === 'charge' ? 101 : 20;
    expect(linesOf(command, input)).toMatchObject([
      { level: 'error', message: 'tokens uncollected', fields: { accountId, owed } },
    ]);
  });

  it('warns when an account is frozen, and tells when it is not any more', () => {
    const freeze = { kind: 'freeze', accountId, actor: 'user:op', reason: 'drift' } as const;
    expect(linesOf(freeze)).toEqual([
      {
        level: 'warn',
        message: 'account frozen',
        fields: { accountId, actor: 'user:op', sequence: 2 },
      },
    ]);
    const frozen = soundWith({ frozen: { reason: 'drift', at: testTime } });
    expect(linesOf({ ...freeze, kind: 'unfreeze' }, frozen)).toMatchObject([
      { level: 'info', message: 'account unfrozen' },
    ]);
  });

  it('tells of a plan that changes now, and of one that changes later', () => {
    expect(linesOf(buildChangePlanCommand())).toMatchObject([
      { message: 'tokens granted', fields: { tokens: 500, balanceAfter: 600 } },
    ]);
    expect(linesOf(buildChangePlanCommand({ plan: 'free' }))).toMatchObject([
      { message: 'plan changed', fields: { accountId, plan: 'free' } },
    ]);
  });

  it('leaves what time brought to the entries', () => {
    const now = '2026-09-01T12:00:00.000Z';
    expect(linesOf(buildChargeCommand(), { now })).toMatchObject([
      { message: 'tokens deducted', fields: { balanceBefore: 100, balanceAfter: 99 } },
    ]);
  });
});

describe('the log of a command that finds itself carried out', () => {
  const command = buildChargeCommand();
  const unheard = commitOf(decideWith(command));
  const charge = unheard.newCharge;

  it('tells of its own write, of which it had not heard', () => {
    expect(linesOf(command, { charge }, { unheard })).toMatchObject([
      { message: 'tokens deducted', fields: { balanceAfter: 99 } },
    ]);
  });

  it('is silent about what somebody else wrote', () => {
    expect(linesOf(command, { charge, writtenBy: 'another call' }, { unheard })).toEqual([]);
  });
});
