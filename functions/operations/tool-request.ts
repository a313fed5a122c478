import type { MeteredResult } from '../mcp/call-tool-metered.ts';
import type { ToolProgress } from '../mcp/tool-connection.ts';
import type { ToolPins } from '../mcp/tool-pins.ts';
import type { Principal } from '../principal.ts';

/** One call of one tool for one client, by whatever road it came. */
export interface ToolRequest {
  readonly principal: Pick<Principal, 'accountId' | 'actor'>;
  /** Of this account: whoever asks has made sure of that. */
  readonly clientId: string;
  readonly sessionId?: string;
  /** The server of the session: its tools and the product's own can be called. */
  readonly server: string;
  /** How the session saw the tools of other servers first. */
  readonly toolPins?: ToolPins | undefined;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Chosen by the caller; the same key with the same request is one call. */
  readonly key: string;
  /** The cost that a person agreed to; null: nobody was asked. */
  readonly approvedTokens: number | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ToolProgress) => void;
}

export interface ToolOutcome extends MeteredResult {
  readonly toolCallId: string;
  /** The stored outcome of the first call with this key. */
  readonly isReplay: boolean;
}

/**
 * @throws AppError `tool_not_found`, `approval_required`, `insufficient_tokens`,
 *   `request_in_progress`, `idempotency_key_reused`, and as the server and the ledger do
 */
export type RunTool = (request: ToolRequest) => Promise<ToolOutcome>;
