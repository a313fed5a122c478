import { ProtocolError, type Client } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { idempotencyMetaKey } from './idempotency-meta.ts';
import type { McpTool } from './mcp-tool.ts';
import { runWithDeadline } from './run-with-deadline.ts';
import { describeServerFailure } from './server-failure.ts';
import { type ChargeMeta, chargeMetaKey, precheckMetaKey } from './tool-meta.ts';
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
  /** The open hold that pays for the call; told to our own servers alone. */
  readonly charge?: ChargeMeta | undefined;
  /** Only asks whether the call would be refused; of our own servers alone. */
  readonly isPrecheck?: boolean;
  readonly onProgress?: ((progress: ToolProgress) => void) | undefined;
}

/** How far a call has come, as its server says. */
export interface ToolProgress {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}

export interface OpenConnection {
  readonly client: Client;
  readonly serverTitle: string;
  /** One of our own: it is told who pays, and believed what it delivered. */
  readonly isBuiltin: boolean;
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
  { client, toolTimeoutMs, isBuiltin }: OpenConnection,
  name: string,
  args: Readonly<Record<string, unknown>>,
  options: ToolCallOptions,
): Promise<ToolResult> {
  const { signal, onProgress } = options;
  const request = { name, arguments: { ...args }, _meta: metaOf(options, isBuiltin) };
  const answer = await runWithDeadline(toolTimeoutMs, signal, (ended) =>
    client.callTool(request, { signal: ended, timeout: toolTimeoutMs, onprogress: onProgress }),
  );
  return readToolResult(answer, isBuiltin);
}

const metaOf = (
  { idempotencyKey, charge, isPrecheck }: ToolCallOptions,
  isBuiltin: boolean,
): Record<string, unknown> => ({
  ...(idempotencyKey !== undefined && { [idempotencyMetaKey]: idempotencyKey }),
  ...(isBuiltin && charge && { [chargeMetaKey]: charge }),
  ...(isBuiltin && isPrecheck && { [precheckMetaKey]: true }),
});

/** A server that answers, if with an error, is there; everything else means that it is not. */
function explainFailure(error: unknown, serverTitle: string): ToolResult {
  if (error instanceof ProtocolError) return { isError: true, text: cutToolText(error.message) };
  if (error instanceof z.ZodError) {
    return { isError: true, text: `${serverTitle} gave an answer that cannot be read.` };
  }
  throw describeServerFailure(serverTitle, 'did not answer in time or broke off', error);
}
