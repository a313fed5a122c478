import { setTimeout as wait } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { AppError } from '../../app-error.ts';
import { keys } from '../../store/keys.ts';
import type { Table } from '../../store/table.ts';
import { type ChargeRecord, chargeRecordSchema } from '../account/charge-record.ts';
import { createLedgerReader, type LedgerReader } from './ledger-reader.ts';

/** Items that DynamoDB takes in one batch. */
const batchKeyCount = 100;
/** Tries of a batch, of which a busy table may leave some items out. */
const batchAttemptCount = 6;
const backoffBaseMs = 20;

/** What the history is read with: entries, and the charges that they belong to. */
export interface HistoryReader extends Pick<LedgerReader, 'readEntries'> {
  /** The charges of these ids, by id. What does not exist is left out. */
  readonly readCharges: (
    accountId: string,
    chargeIds: Iterable<string>,
  ) => Promise<ReadonlyMap<string, ChargeRecord>>;
}

/** Every read is consistent: whoever has just been charged finds it in the history. */
export function createHistoryReader({ documents, tableName }: Table): HistoryReader {
  const { readEntries } = createLedgerReader(documents, tableName);

  async function readCharges(accountId: string, chargeIds: Iterable<string>) {
    const wanted = [...new Set(chargeIds)].map((chargeId) => keys.charge(accountId, chargeId));
    const lots = Array.from({ length: Math.ceil(wanted.length / batchKeyCount) }, (_, lot) =>
      wanted.slice(lot * batchKeyCount, (lot + 1) * batchKeyCount),
    );
    const charges = (await Promise.all(lots.map(readBatch)))
      .flat()
      .map((item) => chargeRecordSchema.parse(item));
    return new Map(charges.map((charge) => [charge.chargeId, charge]));
  }

  /** @throws AppError `ledger_unavailable` when items are still left out in the end */
  async function readBatch(Keys: Record<string, unknown>[]): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    let missing = Keys;
    for (let attempt = 0; attempt < batchAttemptCount; attempt++) {
      if (attempt > 0) await wait(Math.random() * backoffBaseMs * 2 ** attempt);
      const { Responses, UnprocessedKeys } = await documents.send(
        new BatchGetCommand({
          RequestItems: { [tableName]: { Keys: missing, ConsistentRead: true } },
        }),
      );
      found.push(...(Responses?.[tableName] ?? []));
      missing = UnprocessedKeys?.[tableName]?.Keys ?? [];
      if (missing.length === 0) return found;
    }
    throw new AppError('ledger_unavailable', { retryAfterSeconds: 1 });
  }

  return { readEntries, readCharges };
}
