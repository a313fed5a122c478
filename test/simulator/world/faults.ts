/** What can go wrong, and how often: of a hundred thousand occasions each. */
export const faultRates = {
  /** A request never arrives; its sender gives up waiting. */
  'lost-request': 800,
  /** A request is carried out, and the reply never comes. */
  'lost-reply': 800,
  /** A request arrives after its sender has given up waiting. */
  'late-request': 500,
  /** A write is refused for a transaction that the simulation does not know of. */
  conflict: 1_000,
  throttling: 400,
  /** An answer that takes seconds, though not so long that anybody gives up. */
  'slow-reply': 1_000,
  /** Internal server error, after the write or instead of it. */
  'server-error': 500,
  /** A process ends between two awaits, with all that it was doing. */
  kill: 150,
  /** Indexes trail behind the table, instead of following at once. */
  'index-lag': 100_000,
  /** Of all commands, those that are sent twice at about the same time. */
  twins: 6_000,
  /** Of all commands, those that are an older one again. */
  redelivery: 10_000,
  /** Processes disagree on the time, and their clocks step, back too. */
  'clock-skew': 30_000,
  /** Per burst of commands: somebody writes to a state who is not the ledger. */
  damage: 2_500,
} as const satisfies Record<string, number>;

export type FaultName = keyof typeof faultRates;

const perRates = 100_000;

// The keys of a record by FaultName are FaultNames.
export const faultNames = Object.keys(faultRates) as FaultName[];

export interface Faults {
  /** Whether the fault strikes now; counts it if so. */
  strikes(name: FaultName): boolean;
  readonly counts: ReadonlyMap<FaultName, number>;
}

/** @param enabled the only faults that ever strike */
export function createFaults(
  enabled: ReadonlySet<FaultName>,
  random: { chance(probability: number): boolean },
): Faults {
  const counts = new Map<FaultName, number>();

  function strikes(name: FaultName): boolean {
    if (!enabled.has(name) || !random.chance(faultRates[name] / perRates)) return false;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return true;
  }

  return { strikes, counts };
}
