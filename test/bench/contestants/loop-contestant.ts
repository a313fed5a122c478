import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { keys } from '../../../functions/store/keys.ts';
import type { Table } from '../../../functions/store/table.ts';
import { limits } from '../../../shared/limits.ts';
import type { ChargeItems } from '../write-units/find-charge-items.ts';
import { type Contestant, contestantNames } from './contestant.ts';

type Row = Record<string, NativeAttributeValue>;

/** One that has not won by then is counted as failed. */
const attemptCount = 500;
const stateSchema = z.looseObject({ version: z.int(), available: z.int() });

/**
 * The transaction of a charge as it is written by hand: read the state, write it with the next
 * version and the next entry, and begin anew when somebody else was faster, after a random pause
 * that grows as the ledger's own does. It hashes nothing and knows no idempotency.
 */
export async function createLoopContestant(
  table: Table,
  engine: string,
  accountCount: number,
  items: ChargeItems,
): Promise<Contestant> {
  const state = unmarshall(items.state);
  const accountIds = Array.from({ length: accountCount }, () => `acc_${randomUUID()}`);
  for (const accountId of accountIds) {
    const start = { version: 0, available: limits.balanceTokens };
    const Item = { ...state, ...keys.accountState(accountId), ...start };
    await table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
  }
  const tryOnce = createTry(table, unmarshall(items.entry), unmarshall(items.charge));
  return {
    name: contestantNames.loop,
    engine,
    async operation(index) {
      for (let attempt = 0; attempt < attemptCount; attempt++) {
        if (await tryOnce(accountIds[index]!)) return;
        const capMs = Math.min(
          limits.ledgerBackoffCapMs,
          limits.ledgerBackoffBaseMs * 2 ** attempt,
        );
        await wait(Math.random() * capMs);
      }
      throw new Error(`lost ${attemptCount} races`);
    },
  };
}

/** @returns a try, which says whether it won */
function createTry({ documents, tableName: TableName }: Table, entry: Row, charge: Row) {
  const chargeIdLength = String(charge['chargeId']).length;
  const putIfAbsent = (Item: Row) => ({
    Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
  });

  return async (accountId: string): Promise<boolean> => {
    const Key = keys.accountState(accountId);
    const { Item } = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    const found = stateSchema.parse(Item);
    const version = found.version + 1;
    const moved = {
      Put: {
        TableName,
        Item: { ...found, version, available: found.available - 1 },
        ConditionExpression: '#version = :found AND #available >= :one',
        ExpressionAttributeNames: { '#version': 'version', '#available': 'available' },
        ExpressionAttributeValues: { ':found': found.version, ':one': 1 },
      },
    };
    const recentAt = `${new Date().toISOString()}#${accountId}#${version}`;
    const chargeId = `${randomUUID()}${randomUUID()}`.slice(0, chargeIdLength);
    const rows = [
      putIfAbsent({ ...entry, ...keys.entry(accountId, version), recentAt }),
      putIfAbsent({ ...charge, ...keys.charge(accountId, chargeId) }),
    ];
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: [moved, ...rows] }));
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException) return false;
      throw error;
    }
  };
}
