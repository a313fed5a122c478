import type {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Item, ItemKey } from './item.ts';

/** The requests of the document client that the ledger sends. */
export type Request =
  GetCommand | BatchGetCommand | QueryCommand | PutCommand | UpdateCommand | TransactWriteCommand;

/** One table, and what is asked of it. */
export interface Database {
  /** Carries out a request; rejects as the document client would. */
  perform(request: Request): Promise<object>;
  /** The newest image of an item, for the observer. */
  read(key: ItemKey): Promise<Item | undefined>;
  /** A whole partition, for the observer. */
  list(pk: string): Promise<Item[]>;
  /** Writes past all conditions, as somebody with a console would; undefined deletes. */
  overwrite(key: ItemKey, item: Item | undefined): Promise<void>;
}
