import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import type { McpTool } from '../../../functions/mcp/mcp-tool.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import type { BuiltinServerId } from '../../../shared/tool-services.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { buildOutreachParts } from '../../support/outreach-parts.ts';

/** What a built-in server really lists, over the MCP client. Listing reads no table. */
export async function listBuiltinTools(server: BuiltinServerId): Promise<readonly McpTool[]> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  const table = { documents, tableName: 'unused' };
  const crm = createCrmStore(table);
  const outreach = buildOutreachParts(table);
  const connectTools = createConnectTools({
    builtinServers: createBuiltinServers({ crm, outreach }),
  });
  const entry = createServerCatalogue().find(server);
  const { tools, close } = await connectTools({ entry, clientId: '15' });
  await close();
  return tools;
}
