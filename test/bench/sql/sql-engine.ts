/** Sends a statement with its parameters, $1, $2 … */
export type Query = (text: string, values?: readonly unknown[]) => Promise<{ rows: unknown[] }>;

/** Where a server listens; it asks for no password. */
export interface SqlServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** A SQL database that measurements run on, stopped by whoever opened it. */
export interface SqlEngine extends AsyncDisposable {
  /** What it is and how it keeps what it is given, for the table. */
  readonly name: string;
  readonly query: Query;
  /** null where it runs in this process. */
  readonly server: SqlServer | null;
  /** Runs statements in one transaction, on one connection. */
  transact<Result>(run: (query: Query) => Promise<Result>): Promise<Result>;
}
