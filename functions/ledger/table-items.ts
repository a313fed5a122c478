import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { dueShard, keys, recentShard } from '../store/keys.ts';
import type { AccountState, StoredState } from './account-state.ts';
import type { ChargeRecord, CommandRecord } from './charge-record.ts';
import type { Entry } from './entry.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const absent = 'attribute_not_exists(pk)';
const tellWhatFailed = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

/** An entry, with its place among everybody's newest. */
export const entryItem = (entry: Entry) => ({
  ...keys.entry(entry.accountId, entry.sequence),
  ...entry,
  recentShard: recentShard(entry.createdAt, entry.accountId),
  recentAt: `${entry.createdAt}#${entry.accountId}#${entry.sequence}`,
});

/** A charge; it stands in the due index only while it is open. */
export const chargeItem = (charge: ChargeRecord) => ({
  ...keys.charge(charge.accountId, charge.chargeId),
  ...charge,
  ...(charge.status === 'open' && { dueShard: dueShard(charge.accountId) }),
});

export const putEntry = (TableName: string, entry: Entry): Action => ({
  Put: { TableName, Item: entryItem(entry), ConditionExpression: absent, ...tellWhatFailed },
});

export const putNewCharge = (TableName: string, charge: ChargeRecord): Action => ({
  Put: { TableName, Item: chargeItem(charge), ConditionExpression: absent, ...tellWhatFailed },
});

export const putNewRecord = (TableName: string, record: CommandRecord): Action => ({
  Put: {
    TableName,
    Item: { ...keys.commandRecord(record.accountId, record.keyHash), ...record },
    ConditionExpression: absent,
    ...tellWhatFailed,
  },
});

/** Settles a charge that is still open: capture, release and expiry exclude each other here. */
export const settleCharge = (TableName: string, charge: ChargeRecord) => ({
  TableName,
  Key: keys.charge(charge.accountId, charge.chargeId),
  UpdateExpression:
    'SET #status = :status, capturedTokens = :captured, settledAt = :now, settledBy = :by, ' +
    'settledBalanceAfter = :balance REMOVE dueShard',
  ConditionExpression: '#status = :open',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: {
    ':status': charge.status,
    ':captured': charge.capturedTokens,
    ':now': charge.settledAt,
    ':by': charge.settledBy,
    ':balance': charge.settledBalanceAfter ?? null,
    ':open': 'open',
  },
  ...tellWhatFailed,
});

/**
 * Moves the state, if it is still the one that was read. `spends` is checked by the database once
 * more, so that it refuses an overdraft even from code that is wrong.
 */
export function moveState(
  TableName: string,
  found: StoredState,
  next: AccountState,
  spends: number,
): Action {
  if (found.kind !== 'sound') return replaceDamaged(TableName, found, next);
  const conditions = ['#version = :found', 'attribute_type(available, :number)'];
  const values: Record<string, unknown> = { ':found': found.state.version, ':number': 'N' };
  if (spends > 0) {
    conditions.push('available >= :spends');
    values[':spends'] = spends;
  }
  const members = Object.entries(next);
  return {
    Update: {
      TableName,
      Key: keys.accountState(next.accountId),
      UpdateExpression: `SET ${members.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(members.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(members.map(([name, value]) => [`:${name}`, value])),
        ...values,
      },
      ...tellWhatFailed,
    },
  };
}

/** The repair of a state: only over the very damage that was read. */
function replaceDamaged(
  TableName: string,
  found: Exclude<StoredState, { kind: 'sound' }>,
  next: AccountState,
): Action {
  const version = found.kind === 'broken' ? found.item['version'] : undefined;
  const condition =
    found.kind === 'absent'
      ? { ConditionExpression: absent }
      : version === undefined
        ? { ConditionExpression: 'attribute_not_exists(version)' }
        : {
            ConditionExpression: '#version = :found',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':found': version },
          };
  const Item = { ...keys.accountState(next.accountId), ...next };
  return { Put: { TableName, Item, ...condition, ...tellWhatFailed } };
}
