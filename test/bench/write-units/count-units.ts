import { tableDefinition } from '../../../shared/table-definition.ts';
import { sumOf } from '../sum-of.ts';
import { type Item, itemBytes } from './item-bytes.ts';

/** An item before and after a request; undefined where there was none. */
export interface ItemChange {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** One request to the database, with what it changed and what it read. */
export interface RecordedRequest {
  readonly command: string;
  readonly isTransaction: boolean;
  readonly changes: readonly ItemChange[];
  readonly reads: readonly { readonly items: readonly Item[]; readonly isConsistent: boolean }[];
}

export interface Units {
  /** Of the table itself. */
  readonly tableWrites: number;
  readonly indexWrites: number;
  readonly reads: number;
}

const writeUnitBytes = 1024;
const readUnitBytes = 4096;
/** A transaction prepares and then commits each of its items; its index items are written once. */
const transactionFactor = 2;

/** Capacity units of requests, by the rules that DynamoDB charges by. */
export function countUnits(requests: readonly RecordedRequest[]): Units {
  return requests.reduce<Units>(
    (sum, request) => ({
      tableWrites: sum.tableWrites + tableWritesOf(request),
      indexWrites: sum.indexWrites + sumOf(request.changes, indexWritesOf),
      reads: sum.reads + sumOf(request.reads, readsOf),
    }),
    { tableWrites: 0, indexWrites: 0, reads: 0 },
  );
}

export const writesOf = ({ tableWrites, indexWrites }: Units): number => tableWrites + indexWrites;

const tableWritesOf = ({ changes, isTransaction }: RecordedRequest): number =>
  sumOf(changes, largerUnits) * (isTransaction ? transactionFactor : 1);

/** A write counts the larger of the item before and after. */
const largerUnits = ({ before, after }: ItemChange): number =>
  Math.max(unitsOf(before), unitsOf(after));

const unitsOf = (item: Item | undefined): number =>
  item === undefined ? 0 : Math.ceil(itemBytes(item) / writeUnitBytes);

/** All indexes project the whole item, so an index item is as large as the item. */
function indexWritesOf(change: ItemChange): number {
  return sumOf(Object.values(tableDefinition.indexes), (index) => {
    const keyOf = (item: Item | undefined) => {
      const parts = [item?.[index.partitionKey], item?.[index.sortKey]];
      return parts.includes(undefined) ? undefined : JSON.stringify(parts);
    };
    const [before, after] = [keyOf(change.before), keyOf(change.after)];
    if (before === undefined && after === undefined) return 0;
    if (before === undefined) return unitsOf(change.after);
    if (after === undefined) return unitsOf(change.before);
    // Under another key it is removed and put again.
    return before === after ? largerUnits(change) : unitsOf(change.before) + unitsOf(change.after);
  });
}

/** Finding nothing costs a unit as well. */
function readsOf(read: RecordedRequest['reads'][number]): number {
  const units = Math.max(1, Math.ceil(sumOf(read.items, itemBytes) / readUnitBytes));
  return read.isConsistent ? units : units / 2;
}
