import * as z from 'zod';
import type { BuiltinServerId } from '../../shared/tool-services.ts';
import { type McpTool, readListedTools } from './mcp-tool.ts';
import type { CrmTool } from './servers/crm-tool.ts';
import { crmTools } from './servers/crm-tools.ts';

/** What each built-in server lists. */
export type BuiltinTools = Readonly<Partial<Record<BuiltinServerId, () => readonly McpTool[]>>>;

/**
 * The tools of the built-in servers, read from the definitions that the servers are made of: equal
 * to what these answer to tools/list, without loading a server and a client (0.6 MB).
 */
export const builtinTools: BuiltinTools = { crm: () => describeTools(crmTools) };

const describeTools = (
  tools: readonly Pick<CrmTool, 'name' | 'title' | 'description' | 'input' | 'annotations'>[],
): readonly McpTool[] =>
  readListedTools(
    tools.map(({ input, ...tool }) => ({
      ...tool,
      // A caller is told what it may send, so before defaults are filled in.
      inputSchema: z.toJSONSchema(input, { io: 'input' }),
    })),
  ).tools;
