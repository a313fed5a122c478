import { AppError } from '../app-error.ts';
import type { BuiltinTools } from './builtin-tools.ts';
import type { ConnectRequest, ConnectTools } from './connect-tools.ts';
import type { McpTool } from './mcp-tool.ts';

/** @throws AppError `server_unreachable`, `server_unknown`, `credentials_missing` */
export type ListTools = (
  request: Pick<ConnectRequest, 'entry' | 'clientId'>,
) => Promise<readonly McpTool[]>;

/**
 * Makes the function that says what a server can do, for those that call nothing there.
 *
 * @param parts.loadConnectTools how to reach other servers: loaded only then, as it is larger than
 *   all the rest of such a function
 */
export function createListTools(parts: {
  readonly builtinTools: BuiltinTools;
  readonly loadConnectTools: () => Promise<ConnectTools>;
}): ListTools {
  return async (request) => {
    const { entry } = request;
    if (entry.kind === 'builtin') {
      const listOwn = parts.builtinTools[entry.id];
      if (listOwn) return listOwn();
      throw new AppError('server_unknown');
    }
    const connectTools = await parts.loadConnectTools();
    const { tools, close } = await connectTools(request);
    await close();
    return tools;
  };
}
