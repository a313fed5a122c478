import { createTally, type Tally } from './tally.ts';
import { type OpenDatabase, type RoundFailure, runRound } from './run-round.ts';
import type { FaultName } from './world/faults.ts';

/** Long enough for accounts to grow old, short enough for a failure to be looked into. */
export const commandsPerRound = 1_000;

export interface SimulationOptions {
  readonly seed: number;
  readonly commandCount: number;
  readonly accountCount: number;
  readonly processCount: number;
  readonly faults: ReadonlySet<FaultName>;
}

export interface SimulationResult {
  readonly tally: Tally;
  readonly faultCounts: ReadonlyMap<FaultName, number>;
  /** Equal for equal runs. */
  readonly digest: string;
  readonly failure: (RoundFailure & { readonly seed: number }) | null;
}

/**
 * Round after round with the seeds `seed`, `seed + 1` and so on, each with accounts of its own, so
 * that the round that fails can be run alone.
 */
export async function runSimulation(
  options: SimulationOptions,
  openDatabase: OpenDatabase,
): Promise<SimulationResult> {
  const tally = createTally();
  const faultCounts = new Map<FaultName, number>();
  const digests: string[] = [];
  for (let seed = options.seed; tally.read('commands') < options.commandCount; seed++) {
    const left = options.commandCount - tally.read('commands');
    const round = { ...options, seed, commandCount: Math.min(left, commandsPerRound) };
    const { digest, faultCounts: counted, failure } = await runRound(round, tally, openDatabase);
    digests.push(digest);
    for (const [name, count] of counted) {
      faultCounts.set(name, (faultCounts.get(name) ?? 0) + count);
    }
    if (failure !== null) {
      return { tally, faultCounts, digest: digests.join(' '), failure: { ...failure, seed } };
    }
  }
  return { tally, faultCounts, digest: digests.join(' '), failure: null };
}
