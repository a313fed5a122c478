/** Events that one run may take; more means that something calls itself for ever. */
const eventLimit = 20_000_000;

export interface Scheduler {
  /** Virtual milliseconds since 1970. */
  nowMs(): number;
  /** Runs `event` so many virtual milliseconds from now. */
  schedule(delayMs: number, event: () => void | Promise<void>): void;
  /** Resolves after so many virtual milliseconds. */
  wait(delayMs: number): Promise<void>;
  /** Work outside of virtual time, such as a real database's: no event runs until it is done. */
  standStillFor<Result>(work: Promise<Result>): Promise<Result>;
  /** Ends the run with an error, whoever would have caught it otherwise. */
  abort(error: unknown): void;
  /** Runs event after event until none is left. Rejects when the run was aborted. */
  runUntilIdle(): Promise<void>;
  /** Moves the idle clock. */
  jump(byMs: number): void;
}

interface PlannedEvent {
  readonly atMs: number;
  /** Breaks ties: what was planned first runs first. */
  readonly order: number;
  readonly event: () => void | Promise<void>;
}

/**
 * Virtual time. Whoever waits is an event in a queue, and between two events everything that the
 * first one set off runs to its end, so that a run depends on its seed and on nothing else.
 */
export function createScheduler(startMs: number): Scheduler {
  const queue: PlannedEvent[] = [];
  let clockMs = startMs;
  let planned = 0;
  let aborted: { error: unknown } | null = null;
  const outside = new Set<Promise<unknown>>();

  const schedule = (delayMs: number, event: PlannedEvent['event']) => {
    planned += 1;
    push(queue, { atMs: clockMs + Math.max(0, delayMs), order: planned, event });
  };

  async function standStillFor<Result>(work: Promise<Result>): Promise<Result> {
    outside.add(work);
    try {
      return await work;
    } finally {
      outside.delete(work);
    }
  }

  async function drain(): Promise<void> {
    await drainPromises();
    while (outside.size > 0) {
      await Promise.allSettled(outside);
      await drainPromises();
    }
    if (aborted !== null) throw aborted.error;
  }

  async function runUntilIdle(): Promise<void> {
    await drain();
    for (let count = 0; count < eventLimit; count++) {
      const next = pop(queue);
      if (next === undefined) return;
      clockMs = next.atMs;
      await next.event();
      await drain();
    }
    throw new Error(`the simulation has not come to rest after ${eventLimit} events`);
  }

  return {
    nowMs: () => clockMs,
    schedule,
    wait: (delayMs) => new Promise<void>((resolve) => schedule(delayMs, resolve)),
    standStillFor,
    abort: (error) => {
      aborted ??= { error };
    },
    runUntilIdle,
    jump: (byMs) => {
      clockMs += byMs;
    },
  };
}

/** Whatever hangs on promises that are settled already has run when this resolves. */
const drainPromises = () => new Promise<void>((resolve) => setImmediate(resolve));

const isBefore = (left: PlannedEvent, right: PlannedEvent) =>
  left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);

/** Adds to a binary heap: the parent of place n stands at (n - 1) / 2 and comes before it. */
function push(heap: PlannedEvent[], added: PlannedEvent): void {
  let place = heap.length;
  heap.push(added);
  while (place > 0) {
    const parentPlace = (place - 1) >> 1;
    const parent = heap[parentPlace]!;
    if (!isBefore(added, parent)) break;
    heap[place] = parent;
    place = parentPlace;
  }
  heap[place] = added;
}

/** Takes the earliest out of the heap, and sifts the last one into the gap. */
function pop(heap: PlannedEvent[]): PlannedEvent | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    const right = left + 1;
    if (left >= heap.length) break;
    const smaller = right < heap.length && isBefore(heap[right]!, heap[left]!) ? right : left;
    if (!isBefore(heap[smaller]!, last)) break;
    heap[place] = heap[smaller]!;
    place = smaller;
  }
  heap[place] = last;
  return first;
}
