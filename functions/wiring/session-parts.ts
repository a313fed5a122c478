import { readModelConfig } from '../config.ts';
import { chooseModel } from '../agent/create-model.ts';
import { createBuiltinServers } from '../mcp/builtin-servers.ts';
import { createConnectTools } from '../mcp/connect-tools.ts';
import { createServerCatalogue } from '../mcp/server-catalogue.ts';
import { createCrmStore } from '../store/crm/crm-store.ts';
import { createSessionStore } from '../store/sessions.ts';
import { ledger, log, now, table } from './foundation.ts';

/** What a function needs that opens the tools of a session. */
export const sessionParts = (environment: Readonly<Record<string, unknown>>) => ({
  catalogue: createServerCatalogue(),
  connectTools: createConnectTools({
    builtinServers: createBuiltinServers({ crm: createCrmStore(table()), log: log() }),
    log: log(),
  }),
  ledger: ledger(),
  model: chooseModel(readModelConfig(environment)),
  sessions: createSessionStore(table()),
  log: log(),
  now,
});
