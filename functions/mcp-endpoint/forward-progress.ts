import type { ServerContext } from '@modelcontextprotocol/server';
import type { ToolProgress } from '../mcp/tool-connection.ts';

/** Tells a caller who asked for it how far its call has come. Nobody waits for it to arrive. */
export function forwardProgress({ mcpReq }: ServerContext): (progress: ToolProgress) => void {
  const progressToken = mcpReq._meta?.progressToken;
  return ({ progress, total, message }) => {
    if (progressToken === undefined) return;
    const params = {
      progressToken,
      progress,
      ...(total !== undefined && { total }),
      ...(message !== undefined && { message }),
    };
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}
