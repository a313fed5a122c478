import { createLedger, type LedgerDependencies } from '../../functions/ledger/ledger.ts';
import { verifyAccount } from '../../functions/ledger/audit/verify.ts';
import { testTime } from './ledger-builders.ts';
import { createRecordingLog } from './recording-log.ts';
import type { TestTable } from './table.ts';

/**
 * A ledger over a test table, with its log and its audit. Time stands still unless a test passes
 * a clock, so that a slow machine runs into no deadline.
 */
export function createLedgerBench(
  { documents, tableName }: TestTable,
  overrides: Partial<LedgerDependencies> = {},
) {
  const log = createRecordingLog();
  const now = () => new Date(testTime);
  const ledger = createLedger({ documents, tableName, log, now, ...overrides });
  return {
    execute: ledger.execute,
    reader: ledger.reader,
    log,
    verify: (accountId: string) => verifyAccount(ledger.reader, accountId),
  };
}

export type LedgerBench = ReturnType<typeof createLedgerBench>;

/** Ledgers that share nothing but the table, as separate processes do. */
export const createLedgerBenches = (
  table: TestTable,
  count: number,
): [LedgerBench, ...LedgerBench[]] => [
  createLedgerBench(table),
  ...Array.from({ length: count - 1 }, () => createLedgerBench(table)),
];
