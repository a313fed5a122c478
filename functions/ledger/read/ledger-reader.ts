import { GetCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { dueShard, entryPrefix, keys } from '../../store/keys.ts';
import { readStoredState, type StoredState } from '../account/account-state.ts';
import {
  type ChargeRecord,
  chargeRecordSchema,
  type CommandRecord,
  commandRecordSchema,
} from '../account/charge-record.ts';
import { type Entry, entrySchema } from '../account/entry.ts';
import { isOpening, startsPeriod } from '../account/period-entry.ts';

/** Pages of the due index that one look for an account's open charges may read. */
const openChargePageCount = 10;
const pageCount = 100;
/** Pages of entries that the search for a period's beginning may read. */
const periodPageCount = 10;

interface EntryPage {
  readonly order: 'oldest first' | 'newest first';
  /** Sequence to go on from, not included; null for the beginning. */
  readonly after: number | null;
  readonly limit?: number;
}

export type LedgerReader = ReturnType<typeof createLedgerReader>;

/**
 * Reads the ledger's items; every row is parsed. Reads are consistent, but for the due index,
 * which trails by moments.
 *
 * @throws ZodError when a row is not what the ledger writes
 */
export function createLedgerReader(documents: DynamoDBDocumentClient, tableName: string) {
  const get = async (Key: { pk: string; sk: string }) => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    return Item;
  };

  async function readState(accountId: string): Promise<StoredState> {
    return readStoredState(await get(keys.accountState(accountId)));
  }

  async function isAccount(accountId: string): Promise<boolean> {
    return (await get(keys.profile(accountId))) !== undefined;
  }

  async function readCharge(accountId: string, chargeId: string): Promise<ChargeRecord | null> {
    const item = await get(keys.charge(accountId, chargeId));
    return item === undefined ? null : chargeRecordSchema.parse(item);
  }

  async function readRecord(accountId: string, keyHash: string): Promise<CommandRecord | null> {
    const item = await get(keys.commandRecord(accountId, keyHash));
    return item === undefined ? null : commandRecordSchema.parse(item);
  }

  /** A page of entries, parsed. */
  async function readEntries(accountId: string, page: EntryPage): Promise<Entry[]> {
    return (await readEntryItems(accountId, page)).map((item) => entrySchema.parse(item));
  }

  /** A page of entries as they are stored, for who wants to know what is wrong with them. */
  async function readEntryItems(
    accountId: string,
    options: EntryPage,
  ): Promise<Record<string, unknown>[]> {
    const { after } = options;
    const ExclusiveStartKey = after === null ? undefined : keys.entry(accountId, after);
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :entry)',
        ExpressionAttributeValues: { ':pk': keys.profile(accountId).pk, ':entry': entryPrefix },
        ConsistentRead: true,
        ScanIndexForward: options.order === 'oldest first',
        Limit: options.limit ?? pageCount,
        ExclusiveStartKey,
      }),
    );
    return Items;
  }

  async function readLastEntry(accountId: string): Promise<Entry | null> {
    const [last] = await readEntries(accountId, { order: 'newest first', after: null, limit: 1 });
    return last ?? null;
  }

  /** The newest entry that began a period, among the last thousand. */
  async function readPeriodEntry(accountId: string): Promise<Entry | null> {
    let after: number | null = null;
    for (let page = 0; page < periodPageCount; page++) {
      const entries: Entry[] = await readEntries(accountId, { order: 'newest first', after });
      const found = entries.find((entry) => startsPeriod(entry) || isOpening(entry));
      if (found !== undefined) return found;
      after = entries.at(-1)?.sequence ?? null;
      if (after === null) return null;
    }
    return null;
  }

  async function readOpenCharges(accountId: string): Promise<ChargeRecord[]> {
    const open: ChargeRecord[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    for (let page = 0; page < openChargePageCount; page++) {
      const result = await documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'due',
          KeyConditionExpression: 'dueShard = :shard',
          FilterExpression: 'accountId = :account',
          ExpressionAttributeValues: { ':shard': dueShard(accountId), ':account': accountId },
          ExclusiveStartKey,
        }),
      );
      open.push(...(result.Items ?? []).map((item) => chargeRecordSchema.parse(item)));
      ExclusiveStartKey = result.LastEvaluatedKey;
      if (ExclusiveStartKey === undefined) break;
    }
    return open;
  }

  return {
    readState,
    isAccount,
    readCharge,
    readRecord,
    readEntries,
    readEntryItems,
    readLastEntry,
    readPeriodEntry,
    readOpenCharges,
  };
}
