import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { tableDefinition } from '../../../shared/table-definition.ts';
import { validationError } from './database-errors.ts';
import { holdsCondition } from './holds-condition.ts';
import type { Item, Value } from './item.ts';
import type { ItemStore } from './item-store.ts';
import { createOperands } from './operands.ts';
import { parseConditionOnce } from './parsed-conditions.ts';

export interface QueryAnswer {
  readonly Items: Item[];
  readonly Count: number;
  readonly LastEvaluatedKey?: Record<string, Value>;
}

interface IndexKeys {
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** A page of a partition of the table or of an index. The limit counts before the filter. */
export function queryItems(store: ItemStore, request: QueryCommandInput): QueryAnswer {
  const keys = keysOf(request);
  const operands = createOperands(request);
  const condition = parseConditionOnce(request.KeyConditionExpression ?? '');
  const isForward = request.ScanIndexForward ?? true;
  const places = sortItems(
    store.list().filter((item) => isIn(item, keys) && holdsCondition(condition, item, operands)),
    keys,
    isForward,
  );
  const start = request.ExclusiveStartKey;
  const rest =
    start === undefined ? places : places.slice(placeAfter(places, keys, start, isForward));
  const page = rest.slice(0, request.Limit);
  const { FilterExpression: filter } = request;
  const items =
    filter === undefined
      ? page
      : page.filter((item) => holdsCondition(parseConditionOnce(filter), item, operands));
  const last = page.at(-1);
  const isCut = request.Limit !== undefined && page.length === request.Limit && last !== undefined;
  return {
    Items: items.map((item) => ({ ...item })),
    Count: items.length,
    ...(isCut && { LastEvaluatedKey: positionOf(last, keys) }),
  };
}

function keysOf({ IndexName, ConsistentRead }: QueryCommandInput): IndexKeys {
  if (IndexName === undefined) return tableDefinition;
  if (ConsistentRead === true) throw validationError('an index has no consistent reads');
  const index = Object.entries(tableDefinition.indexes).find(([name]) => name === IndexName)?.[1];
  if (index === undefined) throw validationError(`the table has no index ${IndexName}`);
  return index;
}

/** An index holds the items that have both of its keys. */
const isIn = (item: Item, { partitionKey, sortKey }: IndexKeys) =>
  item[partitionKey] !== undefined && item[sortKey] !== undefined;

function sortItems(items: Item[], keys: IndexKeys, isForward: boolean): Item[] {
  const sorted = items.toSorted((left, right) => comparePlaces(left, right, keys));
  return isForward ? sorted : sorted.toReversed();
}

/** Equal sort keys of an index stand in the order of the table's own key. */
function comparePlaces(left: Item, right: Item, { sortKey }: IndexKeys): number {
  for (const name of [sortKey, 'pk', 'sk']) {
    const [one, other] = [left[name], right[name]];
    if (one === other || one === undefined || other === undefined) continue;
    return (one ?? 0) < (other ?? 0) ? -1 : 1;
  }
  return 0;
}

function placeAfter(
  items: readonly Item[],
  keys: IndexKeys,
  start: Record<string, unknown>,
  isForward: boolean,
): number {
  // A key that an answer of ours had given out.
  const position = start as Item;
  const found = items.findIndex((item) => {
    const order = comparePlaces(item, position, keys);
    return isForward ? order > 0 : order < 0;
  });
  return found === -1 ? items.length : found;
}

function positionOf(item: Item, { partitionKey, sortKey }: IndexKeys): Record<string, Value> {
  const names = new Set<string>(['pk', 'sk', partitionKey, sortKey]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}
