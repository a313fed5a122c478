import { median } from '../load/percentile.ts';
import { type ImportCandidate, plainName } from './import-candidate.ts';

export interface ImportRow {
  readonly name: string;
  readonly startBytes: number;
  readonly wholeBytes: number;
  /** Median of the rounds. */
  readonly importMs: number;
  /** To the reference, measured in the same rounds. */
  readonly ratio: number;
  /** In each round. */
  readonly rounds: readonly number[];
}

/**
 * Imports every candidate once in each round, so that whatever else the machine does meets all
 * alike; each round begins with another one.
 *
 * @param timeImport what importing a file takes, in milliseconds
 * @throws Error when the reference is not among them
 */
export function measureImports(
  candidates: readonly ImportCandidate[],
  roundCount: number,
  timeImport: (file: string) => number,
  show: (line: string) => void,
): ImportRow[] {
  const taken = new Map(candidates.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < roundCount; round++) {
    show(`round ${round + 1} of ${roundCount}`);
    const first = round % candidates.length;
    for (const { name, file } of [...candidates.slice(first), ...candidates.slice(0, first)]) {
      taken.get(name)?.push(timeImport(file));
    }
  }
  const referenceMs = median(taken.get(plainName) ?? []);
  if (Number.isNaN(referenceMs)) throw new Error('The reference has not been measured.');
  return candidates.map(({ name, startBytes, wholeBytes }) => {
    const rounds = taken.get(name) ?? [];
    const importMs = median(rounds);
    return { name, startBytes, wholeBytes, importMs, ratio: importMs / referenceMs, rounds };
  });
}
