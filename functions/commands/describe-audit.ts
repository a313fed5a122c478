import { limits } from '../../shared/limits.ts';
import type { AuditedAccount } from './audited-account.ts';

/** Accounts by what was found. */
export interface AuditSummary {
  readonly accounts: number;
  readonly sound: number;
  readonly damaged: number;
  readonly drift: number;
  readonly unknown: number;
}

const accountWidth = 36;
const numberWidth = 10;

const row = (account: string, entries: string, balance: string, verdict: string): string =>
  [
    account.padEnd(accountWidth),
    entries.padStart(numberWidth),
    balance.padStart(numberWidth),
    ` ${verdict}`,
  ].join(' ');

export const auditHeading = row('account', 'entries', 'balance', 'verdict');

/** One row of the table; for an account that is not sound, with what is wrong below it. */
export function describeAuditedAccount(account: AuditedAccount): string {
  const { accountId, entryCount, balance, verdict, action, problems } = account;
  const found = action === null ? verdict : `${verdict}, ${action}`;
  const head = row(accountId, String(entryCount), String(balance), found);
  const shown = problems.slice(0, limits.auditProblemCount);
  const moreCount = problems.length - shown.length;
  return [
    head,
    ...(account.firstWrongSequence === null
      ? []
      : [`    first wrong entry: ${account.firstWrongSequence}`]),
    ...shown.map((problem) => `    ${problem}`),
    ...(moreCount > 0 ? [`    and ${moreCount} more`] : []),
  ].join('\n');
}

export function describeSummary(summary: AuditSummary): string {
  const { accounts, sound, damaged, drift, unknown } = summary;
  const found = [
    `${accounts} ${accounts === 1 ? 'account' : 'accounts'}`,
    `${sound} sound`,
    damaged > 0 && `${damaged} damaged (repaired by the next command)`,
    drift > 0 && `${drift} with drift`,
    unknown > 0 && `${unknown} not verified`,
  ];
  return found.filter(Boolean).join(', ');
}
