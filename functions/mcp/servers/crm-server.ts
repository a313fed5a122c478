import { McpServer } from '@modelcontextprotocol/server';
import { crmContactTools } from './crm-contact-tools.ts';
import { crmNoteTools } from './crm-note-tools.ts';
import { crmOpportunityTools } from './crm-opportunity-tools.ts';
import { crmTagTools } from './crm-tag-tools.ts';
import { crmTaskTools } from './crm-task-tools.ts';
import type { CrmContext } from './crm-tool.ts';

const crmTools = [
  ...crmContactTools,
  ...crmTagTools,
  ...crmNoteTools,
  ...crmTaskTools,
  ...crmOpportunityTools,
];

/**
 * The built-in CRM of one client as an MCP server. Names of tools and arguments follow
 * GoHighLevel's server, so that changing to the real one is configuration. A call whose `_meta`
 * carries an idempotency key creates nothing twice.
 */
export function createCrmServer(context: CrmContext): McpServer {
  const server = new McpServer({ name: 'crm', title: 'CRM', version: '1.0.0' });
  for (const addTool of crmTools) addTool(server, context);
  return server;
}
