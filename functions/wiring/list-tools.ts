import { builtinTools } from '../mcp/builtin-tools.ts';
import { createListTools } from '../mcp/list-tools.ts';
import { readCredentials } from './read-credentials.ts';
import { log } from './foundation.ts';

/** What servers can do, for those that call nothing there: neither, for our own servers, MCP. */
export const listTools = () =>
  createListTools({
    builtinTools,
    loadConnectTools: async () => {
      const { createConnectTools } = await import('../mcp/connect-tools.ts');
      return createConnectTools({
        builtinServers: {},
        readCredentials: readCredentials(),
        log: log(),
      });
    },
  });
