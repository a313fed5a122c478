import type { McpServer } from '@modelcontextprotocol/server';
import { createBuiltinServer } from './create-builtin-server.ts';
import type { CrmContext } from './crm-tool.ts';
import { crmTools } from './crm-tools.ts';

/**
 * The built-in CRM of one client as an MCP server. Names of tools and arguments follow
 * GoHighLevel's server, so that changing to the real one is configuration. A call whose `_meta`
 * carries an idempotency key creates nothing twice.
 */
export const createCrmServer = (context: CrmContext): McpServer =>
  createBuiltinServer({ name: 'crm', title: 'CRM' }, crmTools, context);
