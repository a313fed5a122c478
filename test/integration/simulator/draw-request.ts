import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Request } from '../../simulator/database/database.ts';
import type { SeededRandom } from '../../simulator/seeded-random.ts';

/** Few items, so that conditions meet what other requests left. */
const partitions = ['ACCOUNT#a', 'ACCOUNT#b'];
const sortKeys = ['STATE', 'ENTRY#1', 'ENTRY#2', 'ENTRY#3', 'CHARGE#x', 'CHARGE#y', 'KEY#k'];
const shards = ['DUE#1', 'DUE#2'];

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Members = Record<string, unknown>;

/** A request of a kind that the ledger sends, over items of a shape that it writes. */
export function drawRequest(random: SeededRandom, TableName: string): Request {
  const kind = random.pickWeighted({ get: 2, batch: 1, query: 4, put: 3, update: 5, transact: 5 });
  const Key = drawKey(random);
  switch (kind) {
    case 'get':
      return new GetCommand({ TableName, Key, ConsistentRead: true });
    case 'batch': {
      const Keys = partitions.map((pk) => ({ pk, sk: Key.sk }));
      return new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } });
    }
    case 'query':
      return drawQuery(random, TableName);
    case 'put':
      return new PutCommand(drawPut(random, TableName, Key));
    case 'update':
      return new UpdateCommand(drawUpdate(random, TableName, Key));
    case 'transact':
      return new TransactWriteCommand({ TransactItems: drawActions(random, TableName) });
  }
}

const drawKey = (random: SeededRandom) => ({
  pk: random.pick(partitions),
  sk: random.pick(sortKeys),
});

/** Of every type, some of them damaged as the simulation damages states. */
const drawValue = (random: SeededRandom): unknown =>
  random.pick([
    0,
    1,
    2,
    7,
    -3,
    0.5,
    -0,
    'text',
    '',
    'texture',
    null,
    true,
    [1, 'a'],
    { kind: 'plan' },
  ]);

function drawItem(random: SeededRandom): Members {
  return {
    version: random.between(1, 4),
    ...(random.chance(0.8) && { available: drawValue(random) }),
    ...(random.chance(0.5) && { status: random.pick(['open', 'captured', 'released']) }),
    ...(random.chance(0.4) && { dueShard: random.pick(shards) }),
    ...(random.chance(0.6) && { expiresAtEpochSeconds: random.between(10, 14) }),
    buckets: [{ kind: 'plan', remaining: random.between(0, 9), expiresAt: undefined }],
    forgotten: undefined,
  };
}

function drawPut(random: SeededRandom, TableName: string, Key: Members) {
  return { TableName, Item: { ...Key, ...drawItem(random) }, ...drawCondition(random) };
}

function drawUpdate(random: SeededRandom, TableName: string, Key: Members) {
  const { ExpressionAttributeNames, ExpressionAttributeValues, ...condition } =
    drawCondition(random);
  const change = random.pick([
    { UpdateExpression: 'SET #s = :s, available = :a REMOVE dueShard', uses: [':s', ':a', '#s'] },
    { UpdateExpression: 'SET version = version + :one', uses: [':one'] },
    { UpdateExpression: 'SET turns = if_not_exists(turns, :zero) + :one', uses: [':zero', ':one'] },
    { UpdateExpression: 'ADD version :one', uses: [':one'] },
    { UpdateExpression: 'REMOVE available, #s', uses: ['#s'] },
  ]);
  const known: Members = { ':s': 'captured', ':a': drawValue(random), ':one': 1, ':zero': 0 };
  const used = Object.entries(known).filter(([name]) => change.uses.includes(name));
  const values = { ...ExpressionAttributeValues, ...Object.fromEntries(used) };
  const names = {
    ...ExpressionAttributeNames,
    ...(change.uses.includes('#s') && { '#s': 'status' }),
  };
  return {
    TableName,
    Key,
    ...condition,
    UpdateExpression: change.UpdateExpression,
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

interface Condition {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Members;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD';
}

function drawCondition(random: SeededRandom): Condition {
  const value = drawValue(random);
  const status = { ExpressionAttributeNames: { '#status': 'status' } };
  const condition = random.pick<Condition>([
    {},
    { ConditionExpression: 'attribute_not_exists(pk)' },
    { ConditionExpression: 'attribute_exists(pk)' },
    {
      ConditionExpression: '#v = :v AND attribute_type(available, :n) AND available >= :least',
      ExpressionAttributeNames: { '#v': 'version' },
      ExpressionAttributeValues: { ':v': random.between(1, 4), ':n': 'N', ':least': 1 },
    },
    {
      ...status,
      ConditionExpression: '#status = :open OR NOT (version < :two)',
      ExpressionAttributeValues: { ':open': 'open', ':two': 2 },
    },
    {
      ...status,
      ConditionExpression: '(#status <> :open AND attribute_not_exists(dueShard))',
      ExpressionAttributeValues: { ':open': 'open' },
    },
    {
      ConditionExpression: 'attribute_not_exists(available) OR available = :value',
      ExpressionAttributeValues: { ':value': value },
    },
    {
      ConditionExpression: 'available > :value OR version BETWEEN :one AND :two',
      ExpressionAttributeValues: { ':value': value, ':one': 1, ':two': 2 },
    },
    {
      ConditionExpression: 'begins_with(available, :start)',
      ExpressionAttributeValues: { ':start': 'text' },
    },
  ]);
  const tells = condition.ConditionExpression !== undefined && random.chance(0.7);
  return { ...condition, ...(tells && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }) };
}

/** Each on another item, as a transaction must. */
function drawActions(random: SeededRandom, TableName: string): Action[] {
  const keys = Array.from({ length: random.between(1, 4) }, () => drawKey(random));
  const places = keys.map(({ pk, sk }) => `${pk} ${sk}`);
  return keys
    .filter((_, index) => places.indexOf(places[index]!) === index)
    .map((Key): Action => {
      const condition = drawCondition(random);
      const kind = random.pickWeighted({ put: 3, update: 2, check: 1 });
      if (kind === 'update') return { Update: drawUpdate(random, TableName, Key) };
      const { ConditionExpression } = condition;
      return kind === 'check' && ConditionExpression !== undefined
        ? { ConditionCheck: { TableName, Key, ...condition, ConditionExpression } }
        : { Put: drawPut(random, TableName, Key) };
    });
}

function drawQuery(random: SeededRandom, TableName: string): QueryCommand {
  const page = {
    TableName,
    ScanIndexForward: random.chance(0.5),
    ...(random.chance(0.5) && { Limit: random.between(1, 3) }),
  };
  if (random.chance(0.5)) {
    const pk = random.pick(partitions);
    const prefix = random.pick(['ENTRY#', 'CHARGE#']);
    const after = sortKeys.filter((sk) => sk.startsWith(prefix));
    return new QueryCommand({
      ...page,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      ConsistentRead: true,
      ExclusiveStartKey: random.chance(0.4) ? { pk, sk: random.pick(after) } : undefined,
    });
  }
  return new QueryCommand({
    ...page,
    // Equal sort keys of an index stand in no promised order, so a page of them ends nowhere.
    Limit: undefined,
    IndexName: 'due',
    KeyConditionExpression: 'dueShard = :shard AND expiresAtEpochSeconds <= :now',
    FilterExpression: 'pk = :pk',
    ExpressionAttributeValues: {
      ':shard': random.pick(shards),
      ':now': random.between(10, 14),
      ':pk': random.pick(partitions),
    },
  });
}
