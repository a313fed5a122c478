import type { Contestant } from '../contestants/contestant.ts';
import type { BenchRow } from '../report/bench-report.ts';
import { type Load, measureLoad, type Sample } from './measure-load.ts';
import { median, percentile } from './percentile.ts';

export interface Rounds {
  readonly loads: readonly Load[];
  readonly roundCount: number;
  /** Of each contestant under each load, in each round. */
  readonly durationMs: number;
}

/** Java's full compiler takes its time; a longer round warms up longer. */
const warmUpRounds = 3;

/**
 * Measures all contestants under all loads, in turns: every round visits each once, and starts
 * with another one, so that noise and the growth of the tables meet all alike.
 *
 * @param show is told what is going on
 */
export async function runRounds(
  contestants: readonly Contestant[],
  { loads, roundCount, durationMs }: Rounds,
  show: (line: string) => void,
): Promise<BenchRow[]> {
  for (const { operation, name, engine } of contestants) {
    show(`warm-up: ${name}, ${engine}`);
    for (const load of loads)
      await measureLoad(operation, load, (warmUpRounds * durationMs) / loads.length);
  }
  const cells = loads.flatMap((load) =>
    contestants.map((contestant) => ({ contestant, load, samples: [] as Sample[] })),
  );
  for (let round = 0; round < roundCount; round++) {
    show(`round ${round + 1} of ${roundCount}`);
    const first = Math.floor((round * cells.length) / roundCount);
    for (const { contestant, load, samples } of [...cells.slice(first), ...cells.slice(0, first)]) {
      samples.push(await measureLoad(contestant.operation, load, durationMs));
    }
  }
  return cells.map(({ contestant, load, samples }) => summarise(contestant, load, samples));
}

function summarise(contestant: Contestant, load: Load, samples: readonly Sample[]): BenchRow {
  const successful = samples.filter(({ latenciesMs }) => latenciesMs.length > 0);
  const latency = (share: number) =>
    successful.length === 0
      ? null
      : median(successful.map(({ latenciesMs }) => percentile(latenciesMs, share)));
  const rounds = samples.map(({ perSecond }) => perSecond);
  return {
    engine: contestant.engine,
    contestant: contestant.name,
    accounts: load.accounts,
    callers: load.callers,
    perSecond: median(rounds),
    p50Ms: latency(0.5),
    p99Ms: latency(0.99),
    failures: samples.reduce((sum, { failures }) => sum + failures, 0),
    rounds,
  };
}
