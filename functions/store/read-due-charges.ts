import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { limits } from '../../shared/limits.ts';
import { type ChargeRecord, chargeRecordSchema } from '../ledger/account/charge-record.ts';
import { dueShardAt, dueShardCount } from './keys.ts';
import type { Table } from './table.ts';

/** Where a shard is read on; without a key, from its oldest deadline. */
interface DuePosition {
  readonly shard: number;
  readonly startKey?: Record<string, unknown>;
}

export interface DueRound {
  /** Oldest deadline first. */
  readonly charges: readonly ChargeRecord[];
  /** What could not be read: shards, and rows that are no charge. */
  readonly failures: readonly { readonly place: string; readonly error: unknown }[];
  /** Shards that have more; empty at the end. */
  readonly rest: readonly DuePosition[];
}

export type ReadDueCharges = ReturnType<typeof createReadDueCharges>;

const everyShard: readonly DuePosition[] = Array.from({ length: dueShardCount }, (_, shard) => ({
  shard,
}));

/**
 * Reads open charges whose deadline has passed, in rounds of one page from every shard, so that a
 * shard with many keeps no other waiting. The index trails the table by moments.
 */
export function createReadDueCharges({ documents, tableName }: Table) {
  async function readPage({ shard, startKey }: DuePosition, nowEpochSeconds: number) {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'due',
        KeyConditionExpression: 'dueShard = :shard AND expiresAtEpochSeconds <= :now',
        ExpressionAttributeValues: { ':shard': dueShardAt(shard), ':now': nowEpochSeconds },
        Limit: limits.sweepPageCount,
        ExclusiveStartKey: startKey,
      }),
    );
    const rest = LastEvaluatedKey === undefined ? [] : [{ shard, startKey: LastEvaluatedKey }];
    return { items: Items, rest };
  }

  /** @param positions what an earlier round left; by default every shard from its start */
  return async function readDueCharges(
    nowEpochSeconds: number,
    positions: readonly DuePosition[] = everyShard,
  ): Promise<DueRound> {
    const charges: ChargeRecord[] = [];
    const failures: DueRound['failures'][number][] = [];
    const rest: DuePosition[] = [];
    const pages = await Promise.allSettled(
      positions.map((position) => readPage(position, nowEpochSeconds)),
    );
    for (const [index, page] of pages.entries()) {
      if (page.status === 'rejected') {
        failures.push({ place: dueShardAt(positions[index]!.shard), error: page.reason });
        continue;
      }
      rest.push(...page.value.rest);
      for (const item of page.value.items) {
        const { data, error } = chargeRecordSchema.safeParse(item);
        if (data) charges.push(data);
        else failures.push({ place: `${item['pk']} ${item['sk']}`, error });
      }
    }
    return { charges: charges.toSorted(byDeadline), failures, rest };
  };
}

const byDeadline = (left: ChargeRecord, right: ChargeRecord) =>
  (left.expiresAtEpochSeconds ?? 0) - (right.expiresAtEpochSeconds ?? 0);
