import type { LogMetricName } from './log-metrics.ts';
import type { MetricSource } from './metric-source.ts';

/** Lines of a graph by what they are called. */
export type Lines = Readonly<Record<string, MetricSource>>;

/** One graph of the dashboard. */
export interface Graph {
  readonly title: string;
  /** What the left axis counts. */
  readonly unit: string;
  readonly lines: Lines;
  /** A metric that is kept apart by a field: one line for each of its values. */
  readonly split?: LogMetricName;
  /** Lines that the right axis measures. */
  readonly right?: { readonly unit: string; readonly lines: Lines };
  /** 1 unless said. */
  readonly periodMinutes?: number;
  /** Whether lines stand on one another. */
  readonly isStacked?: boolean;
}

/** Graphs that belong together, under a heading. */
export interface GraphGroup {
  readonly heading: string;
  readonly graphs: readonly Graph[];
}
