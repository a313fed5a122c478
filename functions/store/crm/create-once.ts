import { createHash } from 'node:crypto';
import * as z from 'zod';
import { commitCrmWrites, type CrmWrite, type FailedWrites } from './commit.ts';
import { crmLimits } from './crm-limits.ts';
import { readCrmRow } from './read-row.ts';
import type { CrmTable } from './crm-table.ts';
import { keys } from '../keys.ts';

const creationRowSchema = z.object({ recordId: z.string() });

export interface Creation {
  readonly clientId: string;
  readonly recordId: string;
  readonly writes: readonly CrmWrite[];
  /** Names the request; sent again under the same key, it makes nothing new. */
  readonly idempotencyKey?: string | undefined;
}

export type CreationOutcome =
  | { readonly outcome: 'created' }
  /** An earlier request with this key made `recordId`. */
  | { readonly outcome: 'replayed'; readonly recordId: string }
  | { readonly outcome: 'refused'; readonly failedWrites: FailedWrites };

/**
 * Writes a new record with its companions in one transaction, once for each idempotency key.
 * The key alone decides: a model that words a retried call anew still gets the first record.
 */
export async function createOnce(table: CrmTable, creation: Creation): Promise<CreationOutcome> {
  const { clientId, recordId, writes, idempotencyKey } = creation;
  if (idempotencyKey === undefined) return toOutcome(await commitCrmWrites(table, writes));

  const memoryKey = keys.crmCreation(clientId, hashKey(idempotencyKey));
  const earlierId = await readCreation(table, memoryKey);
  if (earlierId) return { outcome: 'replayed', recordId: earlierId };

  const nowSeconds = Math.floor(table.now() / 1000);
  const memory = {
    ...memoryKey,
    recordId,
    expireItemAtEpochSeconds: nowSeconds + crmLimits.creationMemorySeconds,
  };
  const failedWrites = await commitCrmWrites(table, [
    ...writes,
    {
      Put: {
        TableName: table.tableName,
        Item: memory,
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  ]);
  // The twin that won the race may also be why another write was refused: ask for it first.
  const twinId = failedWrites.length > 0 && (await readCreation(table, memoryKey));
  return twinId ? { outcome: 'replayed', recordId: twinId } : toOutcome(failedWrites);
}

const toOutcome = (failedWrites: FailedWrites): CreationOutcome =>
  failedWrites.length === 0 ? { outcome: 'created' } : { outcome: 'refused', failedWrites };

const hashKey = (key: string) => createHash('sha256').update(key).digest('hex');

const readCreation = async (table: CrmTable, key: ReturnType<typeof keys.crmCreation>) =>
  (await readCrmRow(table, key, creationRowSchema))?.recordId;
