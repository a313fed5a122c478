import type { Route } from './routes.ts';

/** A stream from the server and the end of a session: this endpoint keeps no sessions. */
const refused = {
  path: '/mcp',
  scope: null,
  charges: 'nothing',
  successStatus: 405,
  response: null,
  timeoutSeconds: 5,
} as const;

/** The tools of the product for other MCP clients, through the same meter. */
export const mcpEndpointRoutes = {
  callMcp: {
    method: 'POST',
    path: '/mcp',
    scope: 'chat',
    charges: 'by request',
    summary: 'The metered MCP endpoint: Streamable HTTP, without sessions.',
    successStatus: 200,
    response: 'events',
    timeoutSeconds: 120,
  },
  refuseMcpStream: {
    ...refused,
    method: 'GET',
    summary: 'Always 405: the MCP endpoint sends nothing that was not asked for.',
  },
  refuseMcpSessionEnd: {
    ...refused,
    method: 'DELETE',
    summary: 'Always 405: the MCP endpoint keeps no session to end.',
  },
} as const satisfies Record<string, Route>;
