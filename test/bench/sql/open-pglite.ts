import * as z from 'zod';
import type { Query, SqlEngine } from './sql-engine.ts';

/** No dependency of ours: used only where somebody has installed it. */
const packageName = '@electric-sql/pglite';

interface Lite {
  readonly query: Query;
  transaction<Result>(run: (transaction: { query: Query }) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const moduleSchema = z.object({
  PGlite: z.custom<new () => Lite>((it) => typeof it === 'function'),
});

/** PostgreSQL as WebAssembly in this process: one connection, and nothing is kept. */
export async function openPglite(): Promise<SqlEngine | null> {
  const loaded: unknown = await import(packageName).catch(() => null);
  if (loaded === null) return null;
  const { PGlite } = moduleSchema.parse(loaded);
  const lite = new PGlite();
  return {
    name: 'PGlite, in memory, one connection',
    server: null,
    query: (text, values) => lite.query(text, values),
    transact: (run) => lite.transaction((transaction) => run(transaction.query.bind(transaction))),
    [Symbol.asyncDispose]: () => lite.close(),
  };
}
