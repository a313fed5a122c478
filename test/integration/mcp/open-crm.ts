import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';
import { createCrmStore, type CrmStore } from '../../../functions/store/crm/crm-store.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';
import { buildOutreachParts } from '../../support/outreach-parts.ts';

export interface OpenCrm {
  readonly table: TestTable;
  readonly crm: CrmStore;
  /** Connects a client over the real MCP client, as a session does. */
  readonly connect: (clientId: string) => Promise<ToolConnection>;
}

/** An empty CRM in a table of its own. */
export async function openCrm(): Promise<OpenCrm> {
  const table = await createTestTable();
  const crm = createCrmStore(table);
  const connectTools = createConnectTools({
    builtinServers: createBuiltinServers({ crm, outreach: buildOutreachParts(table) }),
  });
  const entry = createServerCatalogue().find('crm');
  return { table, crm, connect: (clientId) => connectTools({ entry, clientId }) };
}

/** Arguments of a contact that can be created. */
export const contactArguments = (overrides: Record<string, unknown> = {}) => ({
  firstName: 'Lina',
  lastName: 'Rosalex',
  phone: '813-555-1234',
  email: 'lina@example.com',
  ...overrides,
});
