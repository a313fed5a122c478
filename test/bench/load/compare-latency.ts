import type { Operation } from './measure-load.ts';
import { median, percentile } from './percentile.ts';

export interface LatencyComparison {
  readonly oursMs: number;
  readonly bareMs: number;
  /** Median of ours by median of the bare one. */
  readonly ratio: number;
  /** The middle half of the ratios of the single pairs of batches. */
  readonly spread: readonly [number, number];
}

/**
 * Compares two operations at one caller. Batches of both alternate, so that whatever else the
 * machine does meets both alike, and each goes first in every other pair.
 */
export async function compareLatency(
  ours: Operation,
  bare: Operation,
  { pairCount, batchSize }: { readonly pairCount: number; readonly batchSize: number },
): Promise<LatencyComparison> {
  const taken = { ours: [] as number[], bare: [] as number[] };
  const ratios: number[] = [];
  for (let pair = 0; pair < pairCount; pair++) {
    const isOursFirst = pair % 2 === 0;
    const first = await timeBatch(isOursFirst ? ours : bare, batchSize);
    const second = await timeBatch(isOursFirst ? bare : ours, batchSize);
    const [oursMs, bareMs] = isOursFirst ? [first, second] : [second, first];
    taken.ours.push(...oursMs);
    taken.bare.push(...bareMs);
    ratios.push(median(oursMs) / median(bareMs));
  }
  const [oursMs, bareMs] = [median(taken.ours), median(taken.bare)];
  const spread = [percentile(ratios, 0.25), percentile(ratios, 0.75)] as const;
  return { oursMs, bareMs, ratio: oursMs / bareMs, spread };
}

async function timeBatch(operation: Operation, size: number): Promise<number[]> {
  const latenciesMs: number[] = [];
  for (let index = 0; index < size; index++) {
    const start = performance.now();
    await operation(0);
    latenciesMs.push(performance.now() - start);
  }
  return latenciesMs;
}
