import type { ToolAnnotations } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { BuiltinServerId } from '../../shared/tool-services.ts';
import { type McpTool, readListedTools } from './mcp-tool.ts';
import { crmTools } from './servers/crm-tools.ts';
import { outreachTools } from './servers/outreach-tools.ts';

/** What each built-in server lists. */
export type BuiltinTools = Readonly<Partial<Record<BuiltinServerId, () => readonly McpTool[]>>>;

/**
 * The tools of the built-in servers, read from the definitions that the servers are made of: equal
 * to what these answer to tools/list, without loading a server and a client (0.6 MB).
 */
export const builtinTools: BuiltinTools = {
  crm: () => describeTools(crmTools),
  outreach: () => describeTools(outreachTools),
};

/** A tool as far as it is listed, whatever it works with. */
interface DescribedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly annotations: ToolAnnotations;
}

const describeTools = (tools: readonly DescribedTool[]): readonly McpTool[] =>
  readListedTools(
    tools.map(({ name, title, description, annotations, input }) => ({
      name,
      title,
      description,
      annotations,
      // A caller is told what it may send, so before defaults are filled in.
      inputSchema: z.toJSONSchema(input, { io: 'input' }),
    })),
  ).tools;
