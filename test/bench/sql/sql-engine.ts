/** Sends a statement with its parameters, $1, $2 … */
export type Query = (text: string, values?: readonly unknown[]) => Promise<{ rows: unknown[] }>;

/** A SQL database that measurements run on, stopped by whoever opened it. */
export interface SqlEngine extends AsyncDisposable {
  /** What it is and how it keeps what it is given, for the table. */
  readonly name: string;
  readonly query: Query;
  /** Runs statements in one transaction, on one connection. */
  transact<Result>(run: (query: Query) => Promise<Result>): Promise<Result>;
}
