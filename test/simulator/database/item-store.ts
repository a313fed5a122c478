import type { Item, ItemKey } from './item.ts';

/** Items by partition, each partition sorted by its sort key. */
export interface ItemStore {
  get(key: ItemKey): Item | undefined;
  /** Puts an item, or takes it away when it is undefined. */
  set(key: ItemKey, item: Item | undefined): void;
  /** The items of a partition in order, or those of the whole table. */
  list(pk?: string): Item[];
}

interface Partition {
  readonly items: Map<string, Item>;
  /** Sort keys in order; made anew only after a key was added or taken away. */
  sorted: string[] | null;
}

export function createItemStore(): ItemStore {
  const partitions = new Map<string, Partition>();

  function partitionOf(pk: string): Partition {
    const known = partitions.get(pk);
    if (known !== undefined) return known;
    const made: Partition = { items: new Map(), sorted: null };
    partitions.set(pk, made);
    return made;
  }

  function set({ pk, sk }: ItemKey, item: Item | undefined): void {
    const partition = partitionOf(pk);
    if (partition.items.has(sk) !== (item !== undefined)) partition.sorted = null;
    if (item === undefined) partition.items.delete(sk);
    else partition.items.set(sk, item);
  }

  function list(pk?: string): Item[] {
    if (pk === undefined) return [...partitions.keys()].flatMap((known) => list(known));
    const partition = partitionOf(pk);
    partition.sorted ??= [...partition.items.keys()].toSorted();
    return partition.sorted
      .map((sk) => partition.items.get(sk))
      .filter((item) => item !== undefined);
  }

  return { get: ({ pk, sk }) => partitions.get(pk)?.items.get(sk), set, list };
}
