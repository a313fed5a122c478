import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import type { McpTool } from '../../../functions/mcp/mcp-tool.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';

/** What the built-in CRM really lists, over the MCP client. Listing reads no table. */
export async function listCrmTools(): Promise<readonly McpTool[]> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  const crm = createCrmStore({ documents, tableName: 'unused' });
  const connectTools = createConnectTools({ builtinServers: createBuiltinServers({ crm }) });
  const entry = createServerCatalogue().find('crm');
  const { tools, close } = await connectTools({ entry, clientId: '15' });
  await close();
  return tools;
}
