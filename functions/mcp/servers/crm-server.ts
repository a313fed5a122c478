import { McpServer } from '@modelcontextprotocol/server';
import type { CrmContext } from './crm-tool.ts';
import { crmTools } from './crm-tools.ts';
import { registerCrmTool } from './register-crm-tool.ts';

/**
 * The built-in CRM of one client as an MCP server. Names of tools and arguments follow
 * GoHighLevel's server, so that changing to the real one is configuration. A call whose `_meta`
 * carries an idempotency key creates nothing twice.
 */
export function createCrmServer(context: CrmContext): McpServer {
  const server = new McpServer({ name: 'crm', title: 'CRM', version: '1.0.0' });
  for (const tool of crmTools) registerCrmTool(server, tool, context);
  return server;
}
