import { createAllowanceStore } from '../store/allowances.ts';
import { createSessionStore } from '../store/sessions.ts';
import { ledger, log, now, table } from './foundation.ts';
import { catalogue } from './servers.ts';

/** What every function needs that works in a session. */
export const sessionParts = () => ({
  catalogue: catalogue(),
  ledger: ledger(),
  sessions: createSessionStore(table()),
  allowances: createAllowanceStore(table()),
  log: log(),
  now,
});
