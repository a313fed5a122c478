import { randomUUID } from 'node:crypto';
import {
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import { keys } from '../../../functions/store/keys.ts';
import type { Table } from '../../../functions/store/table.ts';
import { limits } from '../../../shared/limits.ts';
import type { ChargeItems } from '../write-units/find-charge-items.ts';
import { type Contestant, contestantNames } from './contestant.ts';

type Row = Record<string, NativeAttributeValue>;
type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * The floor: the transaction of a charge and nothing around it. It takes a token from the state if
 * there is one, and adds an entry and a charge where there is none, of the very sizes that the
 * ledger writes, on the same client. It reads nothing, decides nothing, hashes nothing, cannot lose
 * a race, and learns nothing from a failure.
 */
export async function createBareContestant(
  { documents, tableName }: Table,
  engine: string,
  accountCount: number,
  charge: ChargeItems,
): Promise<Contestant> {
  const state = unmarshall(charge.state);
  const accountIds = Array.from({ length: accountCount }, () => `acc_${randomUUID()}`);
  const available = limits.balanceTokens;
  for (const accountId of accountIds) {
    const Item = { ...state, ...keys.accountState(accountId), available };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
  }
  const takeToken = createTakeToken(tableName, state);
  const addRows = createAddRows(tableName, unmarshall(charge.entry), unmarshall(charge.charge));

  return {
    name: contestantNames.bare,
    engine,
    operation(index) {
      const accountId = accountIds[index]!;
      const TransactItems = [takeToken(accountId), ...addRows(accountId)];
      return documents.send(new TransactWriteCommand({ TransactItems }));
    },
  };
}

/** Writes all of the state, as a charge does, but counts the balance where it lies. */
function createTakeToken(TableName: string, state: Row): (accountId: string) => Action {
  const { pk: _pk, sk: _sk, version: _version, available: _available, ...constant } = state;
  const names = Object.keys(constant);
  const assignments = names.map((name) => `#${name} = :${name}`).join(', ');
  const action = {
    TableName,
    UpdateExpression: `SET ${assignments} ADD #version :one, #available :minus`,
    ConditionExpression: '#available >= :one',
    ExpressionAttributeNames: Object.fromEntries(
      [...names, 'version', 'available'].map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: {
      ...Object.fromEntries(names.map((name) => [`:${name}`, constant[name]])),
      ':one': 1,
      ':minus': -1,
    },
  };
  return (accountId) => ({ Update: { ...action, Key: keys.accountState(accountId) } });
}

const putIfAbsent = (TableName: string, Item: Row): Action => ({
  Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
});

function createAddRows(
  TableName: string,
  entry: Row,
  charge: Row,
): (accountId: string) => Action[] {
  const chargeIdLength = String(charge['chargeId']).length;
  let sequence = 0;
  return (accountId) => {
    sequence += 1;
    const chargeId = `${randomUUID()}${randomUUID()}`.slice(0, chargeIdLength);
    const recentAt = `${new Date().toISOString()}#${accountId}#${sequence}`;
    return [
      putIfAbsent(TableName, { ...entry, ...keys.entry(accountId, sequence), recentAt }),
      putIfAbsent(TableName, { ...charge, ...keys.charge(accountId, chargeId) }),
    ];
  };
}
