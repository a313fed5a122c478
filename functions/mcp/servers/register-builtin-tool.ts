import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { AppError } from '../../app-error.ts';
import type { Log } from '../../log.ts';
import { readIdempotencyKey } from '../idempotency-meta.ts';
import { deliveredMetaKey, isPrecheck, jobMetaKey, readChargeMeta } from '../tool-meta.ts';
import type { BuiltinAnswer, BuiltinContext, BuiltinTool } from './builtin-tool.ts';

/** Puts a tool on the server of one client. Refusals become results, never stack traces. */
export function registerBuiltinTool<Context extends BuiltinContext>(
  server: McpServer,
  serverTitle: string,
  tool: BuiltinTool<Context>,
  context: Context,
): void {
  const { name, title, description, input, output, annotations } = tool;
  // The answer to a precheck has nothing in it, so no member can be promised to be there.
  const outputSchema = output.partial();
  const config = { title, description, inputSchema: input, outputSchema, annotations };
  server.registerTool<z.ZodObject, z.ZodObject>(name, config, async (args, { mcpReq }) => {
    const { _meta, signal } = mcpReq;
    try {
      const parsed = input.parse(args);
      if (isPrecheck(_meta)) {
        await tool.precheck?.(parsed, context);
        return { content: [], structuredContent: {} };
      }
      const charge = readChargeMeta(_meta);
      const call = { idempotencyKey: readIdempotencyKey(_meta), charge, signal };
      return toResult(tool, await tool.run(parsed, { ...context, ...call }));
    } catch (error) {
      return explainFailure(error, { tool: name, serverTitle, log: context.log });
    }
  });
}

function toResult<Context extends BuiltinContext>(
  { output }: BuiltinTool<Context>,
  { text, structured, delivered, jobId }: BuiltinAnswer<unknown>,
): CallToolResult {
  return {
    content: [{ type: 'text', text }],
    structuredContent: output.parse(structured),
    _meta: {
      ...(delivered !== undefined && { [deliveredMetaKey]: delivered }),
      ...(jobId !== undefined && { [jobMetaKey]: jobId }),
    },
  };
}

function explainFailure(
  error: unknown,
  { tool, serverTitle, log }: { tool: string; serverTitle: string; log: Log | undefined },
): CallToolResult {
  const isExpected = error instanceof AppError && errorCatalogue[error.code].level !== 'error';
  if (!isExpected) log?.error('tool failed', { tool, cause: error });
  const text = isExpected
    ? error.message
    : `The ${serverTitle} could not do this right now. Try again.`;
  return { isError: true, content: [{ type: 'text', text }] };
}
