import type { MetricName, Metrics } from '../../functions/metrics.ts';

export interface RecordingMetrics extends Metrics {
  /** The sum of what was counted under a name. */
  readonly sumOf: (name: MetricName) => number;
}

/** Metrics that keep their sums, so that a test can see what an alarm would. */
export function createRecordingMetrics(): RecordingMetrics {
  const sums = new Map<MetricName, number>();
  const sumOf = (name: MetricName) => sums.get(name) ?? 0;
  return { sumOf, count: (name, value) => void sums.set(name, sumOf(name) + value) };
}
