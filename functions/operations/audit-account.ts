import { limits } from '../../shared/limits.ts';
import { freezeDrifted } from '../ledger/audit/freeze-drifted.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Verdict } from '../ledger/audit/verify.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

export interface AuditAccountDependencies {
  readonly verify: (accountId: string) => Promise<Verdict>;
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly log: Log;
  readonly metrics: Metrics;
}

export type AuditOutcome = 'sound' | 'repaired' | 'drifted';

const actor = 'system:auditor';

/**
 * Verifies one account and acts on what it finds: a state that its entries can restore is
 * repaired; an account whose entries do not add up is frozen, and a person has to look at it.
 *
 * @throws AppError as the ledger does
 */
export function createAuditAccount({ verify, ledger, log, metrics }: AuditAccountDependencies) {
  return async function auditAccount(accountId: string): Promise<AuditOutcome> {
    if ((await verify(accountId)).isSound) return 'sound';
    // Freezing somebody by mistake is as bad as missing a drift: look twice before acting.
    const verdict = await verify(accountId);
    if (verdict.isSound) return 'sound';
    if (verdict.damage === 'state' && (await isRepairable(verdict))) return 'repaired';
    await reportDrift(verdict);
    return 'drifted';
  };

  /** A state may be damaged in a way that the ledger does not notice; then nothing is repaired. */
  async function isRepairable({ accountId, problems }: Verdict): Promise<boolean> {
    await ledger.execute({ kind: 'open', accountId, actor });
    if (!(await verify(accountId)).isSound) return false;
    log.warn('account repaired', {
      accountId,
      problems: problems.slice(0, limits.auditProblemCount),
    });
    metrics.count('AccountsRepaired', 1);
    return true;
  }

  async function reportDrift(verdict: Verdict): Promise<void> {
    const { accountId, firstWrongSequence, problems } = verdict;
    const firstProblems = problems.slice(0, limits.auditProblemCount);
    // Said first: an account so damaged that it cannot be frozen must not go unnoticed.
    log.error('ledger drift', { accountId, firstWrongSequence, problems: firstProblems });
    metrics.count('LedgerDrift', 1);
    await freezeDrifted(ledger, verdict, actor);
  }
}
