/**
 * Splits items, in order, into lots that one request takes.
 *
 * @param limit.bytes an item that is larger has a lot of its own
 */
export function splitIntoLots<Item>(
  items: readonly Item[],
  limit: { readonly count: number; readonly bytes: number },
  sizeOf: (item: Item) => number,
): Item[][] {
  const lots: Item[][] = [];
  let sizeBytes = 0;
  for (const item of items) {
    const itemBytes = sizeOf(item);
    const lot = lots.at(-1);
    if (lot && lot.length < limit.count && sizeBytes + itemBytes <= limit.bytes) {
      lot.push(item);
      sizeBytes += itemBytes;
    } else {
      lots.push([item]);
      sizeBytes = itemBytes;
    }
  }
  return lots;
}
