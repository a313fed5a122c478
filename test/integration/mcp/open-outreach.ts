import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import type { OutreachParts } from '../../../functions/mcp/servers/outreach-tool.ts';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { buildOutreachParts } from '../../support/outreach-parts.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

export interface OpenOutreach {
  readonly table: TestTable;
  /** Connects a client over the real MCP client, to providers of a test where it names some. */
  readonly connect: (
    clientId: string,
    overrides?: Partial<OutreachParts>,
  ) => Promise<ToolConnection>;
}

/** An outreach server in a table of its own. */
export async function openOutreach(): Promise<OpenOutreach> {
  const table = await createTestTable();
  const entry = createServerCatalogue().find('outreach');
  return {
    table,
    connect: (clientId, overrides) => {
      const outreach = buildOutreachParts(table, overrides);
      const builtinServers = createBuiltinServers({ crm: createCrmStore(table), outreach });
      return createConnectTools({ builtinServers })({ entry, clientId });
    },
  };
}
