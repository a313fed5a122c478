/** What is counted. Alarms name these, so a name that is in use is never given a new meaning. */
export type MetricName =
  /** Holds given back because their deadline had passed. */
  | 'HoldsExpired'
  /** Holds whose work was delivered, but whose process died before it captured them. */
  | 'HoldsCapturedLate'
  /** Overdue holds that could not be settled; the next sweep tries them again. */
  | 'HoldsNotSwept'
  /** Accounts whose entries do not add up. */
  | 'LedgerDrift'
  /** Accounts whose state was repaired from their entries. */
  | 'AccountsRepaired'
  /** Accounts, or shards of their list, that could not be audited. */
  | 'AccountsNotAudited';

/** Where operations count what happened. The wiring puts CloudWatch behind it. */
export interface Metrics {
  /** Adds `value` to a metric; 0 is not worth a line. */
  count(name: MetricName, value: number): void;
}
