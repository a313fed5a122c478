import type { AccountState } from '../../functions/ledger/account/account-state.ts';
import type { LedgerCommand } from '../../functions/ledger/commands.ts';
import { decide } from '../../functions/ledger/decide/decide.ts';
import type { Commit, Decision, DecisionInput } from '../../functions/ledger/decision.ts';
import type { Entry } from '../../functions/ledger/account/entry.ts';
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

/** A sound account with the named differences, as a part of {@link buildInput}. */
export const soundWith = (overrides: Partial<AccountState> = {}) => ({
  stored: { kind: 'sound' as const, state: buildState(overrides) },
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

/** Kind and tokens of entries, in order. */
export const movesOf = (entries: readonly Entry[]): [string, number][] =>
  entries.map(({ kind, tokens }) => [kind, tokens]);
