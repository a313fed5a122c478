import { limits } from '../../shared/limits.ts';
import type { Log } from '../log.ts';
import { runWithDeadline } from '../mcp/run-with-deadline.ts';
import type { Metrics } from '../metrics.ts';
import { describeCause, toAppError } from '../problem.ts';
import type { AuditCursorStore } from '../store/audit-cursor.ts';
import type { AccountPage, AccountPosition, ListAccounts } from '../store/list-accounts.ts';
import { type AuditAccountDependencies, createAuditAccount } from './audit-account.ts';
import { isInSample } from './is-in-sample.ts';

export interface AuditAccountsDependencies extends AuditAccountDependencies {
  readonly listAccounts: ListAccounts;
  readonly cursors: AuditCursorStore;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** The part of all accounts that one walk verifies, from 0 to 1. */
  readonly sampleShare: number;
}

/** What one run found. */
export interface AuditRun {
  accounts: number;
  sound: number;
  repaired: number;
  drifted: number;
  failed: number;
  /** Whether the walk came to the end of the list. */
  isComplete: boolean;
}

interface Walk {
  readonly run: AuditRun;
  readonly startedAt: string;
  readonly remainingMs: () => number;
}

const hasTime = ({ remainingMs }: Walk) => remainingMs() > limits.auditReserveMs;

const beginning: AccountPosition = { shard: 0, after: null };

/**
 * Walks all accounts and audits them, as far as the time reaches; the next run goes on from there.
 * An account or a shard that cannot be read is counted and passed over.
 *
 * @throws Error when more of them failed than {@link limits.toleratedFailureCount}
 */
export function createAuditAccounts(dependencies: AuditAccountsDependencies) {
  const { listAccounts, cursors, log, metrics, now, sampleShare } = dependencies;
  const auditAccount = createAuditAccount(dependencies);

  return async function auditAccounts(options: {
    readonly remainingMs: () => number;
  }): Promise<AuditRun> {
    const cursor = await cursors.readCursor();
    const isResumed = cursor !== null && cursor.position !== null;
    const startedAt = isResumed ? cursor.startedAt : now().toISOString();
    const run = { accounts: 0, sound: 0, repaired: 0, drifted: 0, failed: 0, isComplete: false };
    const walk: Walk = { run, startedAt, remainingMs: options.remainingMs };
    let position = isResumed ? cursor.position : beginning;
    // Bounded by time alone: there may be any number of accounts.
    while (position !== null && hasTime(walk)) position = await auditPage(walk, position);
    run.isComplete = position === null;
    await cursors.writeCursor({ position, startedAt });
    report(run, position);
    return run;
  };

  /** @returns where to go on: behind the last account that was dealt with */
  async function auditPage(walk: Walk, from: AccountPosition): Promise<AccountPosition | null> {
    const page = await readPage(walk, from);
    const day = walk.startedAt.slice(0, 10);
    const sample = page.accountIds.filter((id) => isInSample(id, day, sampleShare));
    let position = from;
    for (let start = 0; start < sample.length; start += limits.auditConcurrencyCount) {
      if (!hasTime(walk)) return position;
      const lot = sample.slice(start, start + limits.auditConcurrencyCount);
      const areDone = await Promise.all(lot.map((accountId) => auditInTime(walk, accountId)));
      if (areDone.includes(false)) return position;
      position = { shard: from.shard, after: lot.at(-1)! };
      await cursors.writeCursor({ position, startedAt: walk.startedAt });
    }
    return page.next;
  }

  async function readPage({ run }: Walk, position: AccountPosition): Promise<AccountPage> {
    try {
      return await listAccounts(position);
    } catch (error) {
      reportFailure(run, { shard: position.shard }, error);
      return { accountIds: [], next: { shard: position.shard + 1, after: null } };
    }
  }

  /** @returns false when the run's time ended it: the next run gives it its full time */
  async function auditInTime({ run, remainingMs }: Walk, accountId: string): Promise<boolean> {
    const leftMs = Math.max(0, Math.floor(remainingMs() - limits.auditReserveMs));
    const allowedMs = Math.min(limits.auditAccountMs, leftMs);
    try {
      run[await runWithDeadline(allowedMs, undefined, () => auditAccount(accountId))] += 1;
    } catch (error) {
      const isTooLate = error instanceof DOMException && error.name === 'TimeoutError';
      if (isTooLate && allowedMs < limits.auditAccountMs) return false;
      reportFailure(run, { accountId }, error);
    }
    run.accounts += 1;
    return true;
  }

  function reportFailure(run: AuditRun, fields: Record<string, unknown>, error: unknown): void {
    run.failed += 1;
    const known = toAppError(error);
    log.error('account not audited', { ...fields, code: known.code, cause: describeCause(known) });
  }

  function report(run: AuditRun, position: AccountPosition | null): void {
    log.info('audit finished', { ...run, nextShard: position?.shard ?? null });
    metrics.count('AccountsNotAudited', run.failed);
    if (run.failed > limits.toleratedFailureCount) {
      throw new Error(`${run.failed} accounts or shards could not be audited`);
    }
  }
}
