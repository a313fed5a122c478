/** Lets so many tasks run at a time; the others wait for their turn, in order. */
export function createLanes(laneCount: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async function inLane<Result>(task: () => Promise<Result>): Promise<Result> {
    if (running >= laneCount) await new Promise<void>((start) => waiting.push(start));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      // Whoever starts now takes this place over.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
