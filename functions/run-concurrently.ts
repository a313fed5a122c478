/**
 * Runs work over items, so many at a time, in the order of the items. The first failure ends it:
 * work that may fail says so in its result instead.
 */
export async function runConcurrently<Item>(
  items: readonly Item[],
  concurrencyCount: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // All workers share one iterator, so that each item is taken once.
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  const count = Math.min(concurrencyCount, items.length);
  await Promise.all(Array.from({ length: count }, worker));
}
