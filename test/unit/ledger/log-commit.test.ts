import { describe, expect, it } from 'vitest';
import type { LedgerCommand } from '../../../functions/ledger/commands.ts';
import type { DecisionInput } from '../../../functions/ledger/decision.ts';
import { logCommit } from '../../../functions/ledger/log-commit.ts';
import {
  buildCaptureCommand,
  buildCharge,
  buildChargeCommand,
  buildEntry,
  buildGrantCommand,
  buildReleaseCommand,
  testAccountId,
} from '../../support/ledger-builders.ts';
import { decideWith } from '../../support/ledger-decisions.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

/** The lines that an operator reads about a command. */
function linesOf(command: LedgerCommand, input: Partial<DecisionInput> = {}) {
  const log = createRecordingLog();
  logCommit(log, command, decideWith(command, input));
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
});
