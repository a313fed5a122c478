import { ProtocolError, type Client } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { idempotencyMetaKey } from './idempotency-meta.ts';
import type { McpTool } from './mcp-tool.ts';
import { runWithDeadline } from './run-with-deadline.ts';
import { describeServerFailure } from './server-failure.ts';
import { cutToolText, readToolResult, type ToolResult } from './tool-result.ts';

/** An open connection to one server for one client. */
export interface ToolConnection {
  readonly tools: readonly McpTool[];
  /**
   * Calls a tool. What goes wrong inside it is a result with `isError`.
   *
   * @throws AppError tool_not_found, credentials_refused; or server_unreachable, after which nobody
   *   knows whether the tool did its work; or the reason of `signal` when that ended it
   */
  callTool(
    name: string,
    args: Readonly<Record<string, unknown>>,
    options?: ToolCallOptions,
  ): Promise<ToolResult>;
  close(): Promise<void>;
}

export interface ToolCallOptions {
  readonly signal?: AbortSignal | undefined;
  /** The same key again means the same call, retried. */
  readonly idempotencyKey?: string | undefined;
}

export interface OpenConnection {
  readonly client: Client;
  readonly serverTitle: string;
  readonly tools: readonly McpTool[];
  readonly toolTimeoutMs: number;
  readonly close: () => Promise<void>;
}

export function createToolConnection(open: OpenConnection): ToolConnection {
  return {
    tools: open.tools,
    close: open.close,
    callTool: async (name, args, options = {}) => {
      if (!open.tools.some((tool) => tool.name === name)) throw new AppError('tool_not_found');
      try {
        return await sendCall(open, name, args, options);
      } catch (error) {
        options.signal?.throwIfAborted();
        return explainFailure(error, open.serverTitle);
      }
    },
  };
}

async function sendCall(
  { client, toolTimeoutMs }: OpenConnection,
  name: string,
  args: Readonly<Record<string, unknown>>,
  { signal, idempotencyKey }: ToolCallOptions,
): Promise<ToolResult> {
  const _meta = idempotencyKey === undefined ? undefined : { [idempotencyMetaKey]: idempotencyKey };
  const answer = await runWithDeadline(toolTimeoutMs, signal, (ended) =>
    client.callTool(
      { name, arguments: { ...args }, ...(_meta && { _meta }) },
      { signal: ended, timeout: toolTimeoutMs },
    ),
  );
  return readToolResult(answer);
}

/** A server that answers, if with an error, is there; everything else means that it is not. */
function explainFailure(error: unknown, serverTitle: string): ToolResult {
  if (error instanceof ProtocolError) return { isError: true, text: cutToolText(error.message) };
  if (error instanceof z.ZodError) {
    return { isError: true, text: `${serverTitle} gave an answer that cannot be read.` };
  }
  throw describeServerFailure(serverTitle, 'did not answer in time or broke off', error);
}
