import { dynamicTool, type JSONValue, jsonSchema, type ToolSet } from 'ai';
import { isAppError } from '../app-error.ts';
import type { MeteredResult } from '../mcp/call-tool-metered.ts';
import type { McpTool } from '../mcp/mcp-tool.ts';
import type { ToolPolicy } from '../mcp/tool-policy.ts';

/** A tool of the session with what the price book says of it. */
export interface OfferedTool {
  readonly tool: McpTool;
  readonly policy: ToolPolicy;
  /** Id of the server that lists it; absent for the copilot's own. */
  readonly server?: string;
}

export type CallOfferedTool = (
  offered: OfferedTool,
  args: Readonly<Record<string, unknown>>,
  call: { readonly toolCallId: string; readonly signal: AbortSignal | undefined },
) => Promise<Pick<MeteredResult, 'isError' | 'text' | 'structured'>>;

/**
 * The session's tools as the model gets them. Their schemas come from the server; what they cost
 * and whether they ask first travels along for the built-in assistant.
 */
export function toToolSet(offered: readonly OfferedTool[], call: CallOfferedTool): ToolSet {
  return Object.fromEntries(offered.map((item) => [item.tool.name, toTool(item, call)]));
}

function toTool(offered: OfferedTool, call: CallOfferedTool) {
  const { tool, policy } = offered;
  return dynamicTool({
    title: tool.title,
    description: tool.description,
    inputSchema: jsonSchema(tool.inputSchema),
    providerOptions: {
      copilot: {
        title: tool.title,
        isReadOnly: tool.isReadOnly,
        needsApproval: policy.needsApproval,
        service: policy.service,
        tokens: policy.tokens,
      },
    },
    execute: async (input, { toolCallId, abortSignal }) => {
      // The SDK has checked it against the tool's schema, whose type is always an object.
      const args = input as Record<string, unknown>;
      try {
        return await call(offered, args, { toolCallId, signal: abortSignal });
      } catch (error) {
        // A refusal is something that the model can tell the user; anything else ends the turn.
        if (!isAppError(error)) throw error;
        return { isError: true, text: error.message };
      }
    },
    toModelOutput: ({ output }) => {
      const { isError, text, structured } = output as Awaited<ReturnType<CallOfferedTool>>;
      if (isError) return { type: 'error-text', value: text };
      // What a server means for programs is what a model reads best, too.
      return structured === undefined
        ? { type: 'text', value: text }
        : { type: 'json', value: structured as JSONValue };
    },
  });
}
