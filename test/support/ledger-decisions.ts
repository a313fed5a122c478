import { chargeIdOf, commandKeyHashOf } from '../../functions/ledger/charge-record.ts';
import type { LedgerCommand } from '../../functions/ledger/commands.ts';
import { decide } from '../../functions/ledger/decide.ts';
import type { Commit, Decision, DecisionInput } from '../../functions/ledger/decision.ts';
import { buildState, testTime } from './ledger-builders.ts';

/** What a decision reads: a sound account of 100 tokens, and nothing known of the command's key. */
export const buildInput = (overrides: Partial<DecisionInput> = {}): DecisionInput => ({
  stored: { kind: 'sound', state: buildState() },
  lastEntry: null,
  charge: null,
  record: null,
  now: testTime,
  writtenBy: 'this call',
  ...overrides,
});

export const decideWith = (
  command: LedgerCommand,
  overrides: Partial<DecisionInput> = {},
): Decision => decide(buildInput(overrides), command);

/** The commit that a command leads to. */
export function commitOf(decision: Decision): Commit {
  if (decision.kind !== 'commit') throw new Error(`decided ${JSON.stringify(decision)}`);
  return decision;
}

/** The id under which a command's own record is kept. */
export const recordIdOf = (command: LedgerCommand): string | null => {
  switch (command.kind) {
    case 'open':
      return null;
    case 'charge':
    case 'hold':
      return chargeIdOf(command.idempotencyKey);
    case 'capture':
    case 'release':
      return command.chargeId;
    case 'grant':
      return commandKeyHashOf(command.kind, command.idempotencyKey);
  }
};
