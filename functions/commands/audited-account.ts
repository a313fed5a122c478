import type { Verdict } from '../ledger/audit/verify.ts';

/** What the audit command says of one account. */
export interface AuditedAccount {
  readonly accountId: string;
  /**
   * `damaged`: the entries are whole, and the next command restores the state from them. `drift`:
   * the entries do not add up, or the state says otherwise. `unknown`: it could not be verified.
   */
  readonly verdict: 'sound' | 'damaged' | 'drift' | 'unknown';
  readonly entryCount: number;
  readonly balance: number;
  readonly firstWrongSequence: number | null;
  readonly problems: readonly string[];
  /** What was done because of it, when that was asked for. */
  readonly action: 'frozen' | 'unfrozen' | null;
}

const verdictOf = { none: 'sound', state: 'damaged', entries: 'drift' } as const;

export function auditedAccountOf(
  verdict: Verdict,
  action: AuditedAccount['action'],
): AuditedAccount {
  const { accountId, damage, entryCount, balance, firstWrongSequence, problems } = verdict;
  return {
    accountId,
    verdict: verdictOf[damage],
    entryCount,
    balance,
    firstWrongSequence,
    problems,
    action,
  };
}

export const unknownAccount = (accountId: string, problem: string): AuditedAccount => ({
  accountId,
  verdict: 'unknown',
  entryCount: 0,
  balance: 0,
  firstWrongSequence: null,
  problems: [problem],
  action: null,
});
