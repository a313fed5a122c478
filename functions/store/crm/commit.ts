import { setTimeout as wait } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../app-error.ts';
import { crmLimits } from './crm-limits.ts';
import type { CrmTable } from './crm-table.ts';

export type CrmWrite = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Indexes of the writes whose conditions did not hold; empty when everything was written. */
export type FailedWrites = readonly number[];

/**
 * Writes all or nothing. A clash with another transaction is tried again, as nothing is known
 * about the conditions then.
 *
 * @throws AppError account_busy when the clashes do not end
 */
export async function commitCrmWrites(
  table: CrmTable,
  writes: readonly CrmWrite[],
): Promise<FailedWrites> {
  for (let attempt = 1; attempt <= crmLimits.commitAttemptCount; attempt += 1) {
    const failed = await tryWrites(table, writes);
    if (failed !== 'conflict') return failed;
    await wait(Math.random() * crmLimits.commitBackoffMs * attempt);
  }
  throw crmBusyError();
}

export const crmBusyError = () =>
  new AppError('account_busy', { detail: 'This contact is being changed by others. Try again.' });

async function tryWrites(
  table: CrmTable,
  writes: readonly CrmWrite[],
): Promise<FailedWrites | 'conflict'> {
  try {
    await table.documents.send(new TransactWriteCommand({ TransactItems: [...writes] }));
    return [];
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
    const failed = codes.flatMap((code, index) =>
      code === 'ConditionalCheckFailed' ? [index] : [],
    );
    if (failed.length > 0) return failed;
    if (codes.includes('TransactionConflict')) return 'conflict';
    throw error;
  }
}
