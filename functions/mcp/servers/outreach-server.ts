import type { McpServer } from '@modelcontextprotocol/server';
import { createBuiltinServer } from './create-builtin-server.ts';
import type { OutreachContext } from './outreach-tool.ts';
import { outreachTools } from './outreach-tools.ts';

/** Calls and posts of one client as an MCP server. */
export const createOutreachServer = (context: OutreachContext): McpServer =>
  createBuiltinServer({ name: 'outreach', title: 'Outreach' }, outreachTools, context);
