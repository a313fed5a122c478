import {
  BatchGetCommand,
  type BatchGetCommandInput,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { limits } from '../../../shared/limits.ts';
import {
  type CancellationReason,
  conditionFailed,
  conditionReason,
  transactionCancelled,
  validationError,
} from './database-errors.ts';
import type { Database, Request } from './database.ts';
import { createItemStore, type ItemStore } from './item-store.ts';
import { queryItems } from './query-items.ts';
import {
  keyOf,
  readPut,
  readTransactAction,
  readUpdate,
  type WriteAction,
} from './write-action.ts';

/** Brings a change to the indexes and to reads that need not be consistent, at once or later. */
export type Propagate = (apply: () => void) => void;

/**
 * DynamoDB in memory, as far as the ledger uses it: requests of the document client against one
 * table with its indexes. What the ledger does not use is refused, not guessed.
 */
export function createMemoryDatabase(propagate: Propagate = (apply) => apply()): Database {
  const store = createItemStore();
  const replica = createItemStore();
  const settings = { store, replica, propagate };

  function perform(request: Request): object {
    if (request instanceof GetCommand) return getItem(settings, request.input);
    if (request instanceof BatchGetCommand) return batchGet(settings, request.input);
    if (request instanceof QueryCommand) {
      return queryItems(request.input.ConsistentRead === true ? store : replica, request.input);
    }
    if (request instanceof PutCommand) return write(settings, readPut(request.input));
    if (request instanceof UpdateCommand) {
      return write(settings, readUpdate({ UpdateExpression: '', ...request.input }));
    }
    if (request instanceof TransactWriteCommand) return transactWrite(settings, request.input);
    throw validationError('the stand-in knows no such request');
  }

  return {
    perform: async (request) => perform(request),
    read: async (key) => store.get(key),
    list: async (pk) => store.list(pk),
    overwrite: async (key, item) => {
      store.set(key, item);
      propagate(() => replica.set(key, store.get(key)));
    },
  };
}

interface Stores {
  readonly store: ItemStore;
  /** What the indexes and inconsistent reads show. */
  readonly replica: ItemStore;
  readonly propagate: Propagate;
}

function getItem({ store, replica }: Stores, request: GetCommandInput): object {
  const item = (request.ConsistentRead === true ? store : replica).get(keyOf(request.Key ?? {}));
  return item === undefined ? {} : { Item: { ...item } };
}

function batchGet({ store, replica }: Stores, request: BatchGetCommandInput): object {
  const tables = Object.entries(request.RequestItems ?? {});
  const Responses = Object.fromEntries(
    tables.map(([table, { Keys = [], ConsistentRead }]) => {
      const from = ConsistentRead === true ? store : replica;
      const found = Keys.map((key) => from.get(keyOf(key))).filter((item) => item !== undefined);
      return [table, found.map((item) => ({ ...item }))];
    }),
  );
  return { Responses, UnprocessedKeys: {} };
}

function write(stores: Stores, action: WriteAction): object {
  const before = stores.store.get(action.key);
  if (!action.holds(before)) throw conditionFailed(action.tellsItem ? before : undefined);
  keep(stores, action.key, action.apply(before));
  return {};
}

function transactWrite(stores: Stores, request: TransactWriteCommandInput): object {
  const actions = (request.TransactItems ?? []).map((action) => readTransactAction(action));
  const places = new Set(actions.map(({ key }) => `${key.pk} ${key.sk}`));
  if (actions.length === 0 || actions.length > limits.transactionActionCount) {
    throw validationError(`a transaction cannot have ${actions.length} actions`);
  }
  if (places.size < actions.length) throw validationError('two actions on one item');
  const prepared = actions.map((action) => prepare(stores, action));
  const reasons = prepared.map(({ reason }) => reason);
  if (reasons.some(({ Code }) => Code !== 'None')) throw transactionCancelled(reasons);
  for (const { key, after } of prepared) keep(stores, key, after);
  return {};
}

interface Prepared {
  readonly key: WriteAction['key'];
  readonly after: ReturnType<WriteAction['apply']>;
  readonly reason: CancellationReason;
}

/** What an action would do, and what it says against the transaction. */
function prepare({ store }: Stores, { key, apply, holds, tellsItem }: WriteAction): Prepared {
  const before = store.get(key);
  if (!holds(before)) {
    return { key, after: 'unchanged', reason: conditionReason(tellsItem ? before : undefined) };
  }
  return { key, after: apply(before), reason: { Code: 'None' } };
}

function keep(
  { store, replica, propagate }: Stores,
  key: WriteAction['key'],
  after: ReturnType<WriteAction['apply']>,
): void {
  if (after === 'unchanged') return;
  store.set(key, after);
  // Whatever arrives shows the newest state, so that changes never overtake each other.
  propagate(() => replica.set(key, store.get(key)));
}
