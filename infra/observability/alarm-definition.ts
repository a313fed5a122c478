import type { MetricSource } from './metric-source.ts';

export interface AlarmDefinition {
  /** What it means for customers, in one sentence. */
  readonly impact: string;
  readonly urgency: 'at once' | 'today' | 'this week';
  readonly metric: MetricSource;
  readonly when: { readonly above: number } | { readonly below: number };
  readonly periodMinutes: number;
  /** So many periods of the newest so many have to be bad; 1 of 1 unless said. */
  readonly periods?: { readonly bad: number; readonly of: number };
  /**
   * What a period without data means. Counts have none when nothing happened, which is `good`; of
   * what has to happen regularly, silence is `bad`.
   */
  readonly silence: 'good' | 'bad';
}
