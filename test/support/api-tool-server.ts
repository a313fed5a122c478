import { type CallToolResult, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { isPrecheck } from '../../functions/mcp/tool-meta.ts';

export type ToolBehaviour = (args: { readonly to?: string }) => Promise<CallToolResult>;

export const answersWith = (text: string): CallToolResult => ({
  content: [{ type: 'text', text }],
});
export const refusesWith = (text: string): CallToolResult => ({
  ...answersWith(text),
  isError: true,
});

/** An MCP server with tools of these names, each of which does as it is told. */
export function createToolServer(tools: Readonly<Record<string, ToolBehaviour>>): McpServer {
  const server = new McpServer({ name: 'outreach', version: '1.0.0' });
  const inputSchema = z.object({ to: z.string().optional() });
  for (const [name, behave] of Object.entries(tools)) {
    server.registerTool(name, { title: `Title of ${name}`, inputSchema }, (args, { mcpReq }) =>
      isPrecheck(mcpReq._meta) ? answersWith('') : behave(args),
    );
  }
  return server;
}
