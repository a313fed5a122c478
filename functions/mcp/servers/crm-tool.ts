import type { CallToolResult, McpServer, ToolAnnotations } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { AppError } from '../../app-error.ts';
import type { Log } from '../../log.ts';
import type { CrmStore } from '../../store/crm/crm-store.ts';
import { readIdempotencyKey } from '../idempotency-meta.ts';

export interface CrmContext {
  readonly crm: CrmStore;
  readonly clientId: string;
  readonly log?: Log | undefined;
}

export interface CrmCall extends CrmContext {
  /** The same key again means the same call, retried. */
  readonly idempotencyKey: string | undefined;
}

export interface CrmTool<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly annotations: ToolAnnotations;
  /** `text` says the same as `structured`, for models and people who read only that. */
  readonly run: (
    args: z.output<Input>,
    call: CrmCall,
  ) => Promise<{ readonly text: string; readonly structured: z.input<Output> }>;
}

/** Puts a tool on the server of one client. */
export type AddCrmTool = (server: McpServer, context: CrmContext) => void;

/** Makes a tool of its parts: refusals become results that say what to do, never stack traces. */
export function defineCrmTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: CrmTool<Input, Output>,
): AddCrmTool {
  const { name, title, description, input, output, annotations } = tool;
  const config = { title, description, inputSchema: input, outputSchema: output, annotations };
  return (server, context) => {
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
  };
}

function explainFailure(error: unknown, tool: string, log: Log | undefined): CallToolResult {
  const isExpected = error instanceof AppError && errorCatalogue[error.code].level !== 'error';
  if (!isExpected) log?.error('tool failed', { tool, cause: error });
  const text = isExpected ? error.message : 'The CRM could not do this right now. Try again.';
  return { isError: true, content: [{ type: 'text', text }] };
}
