import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { dueShard, keys, recentShard } from '../../store/keys.ts';
import type { AccountState, StoredState } from '../account/account-state.ts';
import type { ChargeRecord, CommandRecord } from '../account/charge-record.ts';
import type { ChargeChange } from '../decision.ts';
import type { Entry } from '../account/entry.ts';

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

const putIfAbsent = (TableName: string, Item: Record<string, unknown>): Action => ({
  Put: { TableName, Item, ConditionExpression: absent, ...tellWhatFailed },
});

export const putEntry = (TableName: string, entry: Entry): Action =>
  putIfAbsent(TableName, entryItem(entry));

export const putNewCharge = (TableName: string, charge: ChargeRecord): Action =>
  putIfAbsent(TableName, chargeItem(charge));

export const putNewRecord = (TableName: string, record: CommandRecord): Action =>
  putIfAbsent(TableName, { ...keys.commandRecord(record.accountId, record.keyHash), ...record });

/** What tells one standing of a charge from another. */
const decisiveMembers = ['status', 'refundedTokens', 'expiresAtEpochSeconds'] as const;
/** What can change of a charge. */
const changingMembers = [
  ...decisiveMembers,
  'capturedTokens',
  'capturedQuantity',
  'uncollectedTokens',
  'settledAt',
  'settledBy',
  'settledBalanceAfter',
  'lastSequence',
] as const;

/**
 * Changes a charge that still stands as it was read: capture, release, expiry, extension and
 * refund of one charge exclude each other here.
 */
export function changeCharge(TableName: string, { from, to }: ChargeChange) {
  const changed = changingMembers.filter((name) => name === 'status' || to[name] !== from[name]);
  const found = decisiveMembers.filter((name) => from[name] !== undefined);
  const isClosing = from.status === 'open' && to.status !== 'open';
  return {
    TableName,
    Key: keys.charge(to.accountId, to.chargeId),
    UpdateExpression:
      `SET ${changed.map((name) => `#${name} = :${name}`).join(', ')}` +
      (isClosing ? ' REMOVE dueShard' : ''),
    ConditionExpression: decisiveMembers
      .map((name) =>
        from[name] === undefined ? `attribute_not_exists(#${name})` : `#${name} = :found_${name}`,
      )
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(
      [...new Set([...changed, ...decisiveMembers])].map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: Object.fromEntries([
      ...changed.map((name) => [`:${name}`, to[name]]),
      ...found.map((name) => [`:found_${name}`, from[name]]),
    ]),
    ...tellWhatFailed,
  };
}

/**
 * Replaces the state, if it is still the one that was read. The lowest point to which the entries
 * take the balance is checked by the database once more, so that it refuses an overdraft even from
 * code that is wrong.
 */
export function moveState(
  TableName: string,
  found: StoredState,
  next: AccountState,
  entries: readonly Entry[],
): Action {
  const Item = { ...keys.accountState(next.accountId), ...next };
  return { Put: { TableName, Item, ...stateCondition(found, entries), ...tellWhatFailed } };
}

function stateCondition(found: StoredState, entries: readonly Entry[]) {
  if (found.kind === 'absent') return { ConditionExpression: absent };
  if (found.kind === 'broken') return damageCondition(found.item);
  const spent = deepestFall(entries);
  return {
    ConditionExpression:
      '#version = :found AND attribute_type(available, :number)' +
      (spent > 0 ? ' AND available >= :spent' : ''),
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: {
      ':found': found.state.version,
      ':number': 'N',
      ...(spent > 0 && { ':spent': spent }),
    },
  };
}

/** The repair of a state: only over the very damage that was read. */
function damageCondition(item: Readonly<Record<string, unknown>>) {
  const members = ['version', 'lastHash'] as const;
  const present = members.filter((name) => item[name] !== undefined);
  return {
    ConditionExpression: members
      .map((name) =>
        present.includes(name) ? `#${name} = :${name}` : `attribute_not_exists(#${name})`,
      )
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(members.map((name) => [`#${name}`, name])),
    ...(present.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(
        present.map((name) => [`:${name}`, item[name]]),
      ),
    }),
  };
}

/** How far below its start the balance falls on the way, in tokens. */
function deepestFall(entries: readonly Entry[]): number {
  let balance = 0;
  let deepest = 0;
  for (const { tokens } of entries) {
    balance += tokens;
    deepest = Math.min(deepest, balance);
  }
  return -deepest;
}
