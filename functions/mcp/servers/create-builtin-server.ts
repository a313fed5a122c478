import { McpServer } from '@modelcontextprotocol/server';
import type { BuiltinContext, BuiltinTool } from './builtin-tool.ts';
import { registerBuiltinTool } from './register-builtin-tool.ts';

/** An MCP server of these tools, for one client. */
export function createBuiltinServer<Context extends BuiltinContext>(
  names: { readonly name: string; readonly title: string },
  tools: readonly BuiltinTool<Context>[],
  context: Context,
): McpServer {
  const server = new McpServer({ ...names, version: '1.0.0' });
  for (const tool of tools) registerBuiltinTool(server, names.title, tool, context);
  return server;
}
