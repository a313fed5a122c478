import { createServerCatalogue } from '../mcp/server-catalogue.ts';
import { createSessionStore } from '../store/sessions.ts';
import { ledger, log, now, table } from './foundation.ts';

/** What every function needs that works in a session. */
export const sessionParts = () => ({
  catalogue: createServerCatalogue(),
  ledger: ledger(),
  sessions: createSessionStore(table()),
  log: log(),
  now,
});
