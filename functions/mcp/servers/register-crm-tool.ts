import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { AppError } from '../../app-error.ts';
import type { Log } from '../../log.ts';
import { readIdempotencyKey } from '../idempotency-meta.ts';
import type { CrmContext, CrmTool } from './crm-tool.ts';

/** Puts a tool on the server of one client. Refusals become results, never stack traces. */
export function registerCrmTool(server: McpServer, tool: CrmTool, context: CrmContext): void {
  const { name, title, description, input, output, annotations } = tool;
  const config = { title, description, inputSchema: input, outputSchema: output, annotations };
  server.registerTool<z.ZodObject, z.ZodObject>(name, config, async (args, request) => {
    const idempotencyKey = readIdempotencyKey(request.mcpReq._meta);
    try {
      const call = { ...context, idempotencyKey };
      const { text, structured } = await tool.run(input.parse(args), call);
      return { content: [{ type: 'text', text }], structuredContent: structured };
    } catch (error) {
      return explainFailure(error, name, context.log);
    }
  });
}

function explainFailure(error: unknown, tool: string, log: Log | undefined): CallToolResult {
  const isExpected = error instanceof AppError && errorCatalogue[error.code].level !== 'error';
  if (!isExpected) log?.error('tool failed', { tool, cause: error });
  const text = isExpected ? error.message : 'The CRM could not do this right now. Try again.';
  return { isError: true, content: [{ type: 'text', text }] };
}
