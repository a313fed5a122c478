import type { Ledger } from '../ledger/ledger.ts';
import type { Verdict } from '../ledger/audit/verify.ts';
import { toAppError } from '../problem.ts';
import type { ListAccounts } from '../store/list-accounts.ts';
import type { AuditOptions } from './audit-options.ts';
import { type AuditedAccount, auditedAccountOf, unknownAccount } from './audited-account.ts';
import {
  auditHeading,
  type AuditSummary,
  describeAuditedAccount,
  describeSummary,
} from './describe-audit.ts';

/** With so many accounts in a JSON document, further sound ones are only counted. */
const documentAccountCount = 100_000;

export interface RunAuditDependencies {
  readonly listAccounts: ListAccounts;
  readonly isAccount: (accountId: string) => Promise<boolean>;
  readonly verify: (accountId: string) => Promise<Verdict>;
  readonly ledger: Pick<Ledger, 'execute'>;
  /** Freezes an account that does not add up. */
  readonly freeze: (verdict: Verdict, actor: string) => Promise<void>;
  /** Prints a line for the operator. */
  readonly print: (line: string) => void;
}

export type RunAudit = (options: AuditOptions) => Promise<ExitCode>;

/** 0: all sound. 1: something is wrong. 2: nothing wrong was found, but not all was verified. */
export type ExitCode = 0 | 1 | 2;

const actor = 'operator:audit';

/**
 * The audit as an operator asks for it. It writes nothing, unless it is told to freeze or unfreeze.
 *
 * @throws what the database does when the accounts cannot be listed
 */
export function createRunAudit(dependencies: RunAuditDependencies): RunAudit {
  const { listAccounts, isAccount, verify, ledger, freeze: freezeAccount, print } = dependencies;

  return async function runAudit(options) {
    const summary = { accounts: 0, sound: 0, damaged: 0, drift: 0, unknown: 0 };
    const shown: AuditedAccount[] = [];
    if (!options.json) print(auditHeading);
    for await (const accountId of accountsOf(options)) {
      const account = await audit(accountId, options);
      summary.accounts += 1;
      summary[account.verdict] += 1;
      const isShown = account.verdict !== 'sound' || shown.length < documentAccountCount;
      if (options.json && isShown) shown.push(account);
      if (!options.json) print(describeAuditedAccount(account));
    }
    if (options.json) print(JSON.stringify({ accounts: shown, summary }, null, 2));
    else print(describeSummary(summary));
    return exitCodeOf(summary);
  };

  /** The accounts asked for; all of them are listed as the walk goes. */
  async function* accountsOf({ account }: AuditOptions): AsyncGenerator<string> {
    if (account.length > 0) return yield* account;
    for (let page = await listAccounts({ shard: 0, after: null }); ;) {
      yield* page.accountIds;
      if (page.next === null) return;
      page = await listAccounts(page.next);
    }
  }

  async function audit(accountId: string, options: AuditOptions): Promise<AuditedAccount> {
    const verdict = await verifyOrNull(accountId);
    if (verdict === null) return unknownAccount(accountId, 'a row of it cannot be read');
    if (verdict.entryCount === 0 && verdict.isSound && !(await isAccount(accountId))) {
      return unknownAccount(accountId, 'there is no such account');
    }
    return auditedAccountOf(verdict, await act(verdict, options));
  }

  async function act(
    verdict: Verdict,
    { freeze, unfreeze }: AuditOptions,
  ): Promise<AuditedAccount['action']> {
    const { accountId, damage } = verdict;
    if (freeze && damage === 'entries') {
      await freezeAccount(verdict, actor);
      return 'frozen';
    }
    if (!unfreeze || damage !== 'none') return null;
    const reason = 'the audit finds it sound';
    const { isReplay } = await ledger.execute({ kind: 'unfreeze', accountId, actor, reason });
    return isReplay ? null : 'unfrozen';
  }

  /** @returns null for an account that makes the audit itself fail; the others still count */
  async function verifyOrNull(accountId: string): Promise<Verdict | null> {
    try {
      return await verify(accountId);
    } catch (error) {
      if (toAppError(error).code === 'ledger_unavailable') throw error;
      return null;
    }
  }
}

function exitCodeOf({ damaged, drift, unknown }: AuditSummary): ExitCode {
  if (damaged + drift > 0) return 1;
  return unknown > 0 ? 2 : 0;
}
