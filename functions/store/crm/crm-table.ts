import type { Table } from '../table.ts';

/** Where the CRM's rows stand, and the clock that dates them. */
export interface CrmTable extends Table {
  /** Epoch milliseconds. */
  readonly now: () => number;
}
