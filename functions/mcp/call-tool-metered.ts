import { limits } from '../../shared/limits.ts';
import { AppError, isAppError } from '../app-error.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log.ts';
import type { ToolConnection } from './tool-connection.ts';
import type { McpTool } from './mcp-tool.ts';
import { estimateCall } from './estimate-call.ts';
import { describeIdentifiers } from './describe-identifiers.ts';
import type { ToolPolicy } from './tool-policy.ts';
import type { ToolResult } from './tool-result.ts';

export interface MeteredCall {
  readonly connection: Pick<ToolConnection, 'callTool'>;
  readonly tool: Pick<McpTool, 'name'>;
  readonly policy: ToolPolicy;
  readonly args: Readonly<Record<string, unknown>>;
  /** The same key again is the same call: it is charged once. */
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
  readonly payer: {
    readonly accountId: string;
    readonly actor: string;
    readonly clientId: string;
    readonly sessionId: string;
  };
  readonly reference?: Readonly<Record<string, string | number>>;
}

export interface MeteredResult extends ToolResult {
  /** What the call cost in the end. */
  readonly tokens: number;
  /** null when no token moved. */
  readonly balanceAfter: number | null;
}

export type CallToolMetered = (call: MeteredCall) => Promise<MeteredResult>;

/** Longer than any tool may take, so that settling never races the deadline of the hold. */
const toolHoldSeconds = 300;

/**
 * The one road to a tool: hold its price, call it, capture on success, release on failure. A tool
 * that costs nothing is called straight away. Nothing else in the product calls tools.
 *
 * @throws AppError `body_too_large`, `amount_invalid`, and as the ledger and the connection do; a failed call costs
 *   nothing
 */
export function createCallToolMetered(dependencies: {
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly log: Log;
}): CallToolMetered {
  const { ledger, log } = dependencies;

  async function callLogged({ connection, tool, args, idempotencyKey, signal }: MeteredCall) {
    const startedAt = performance.now();
    const record = (outcome: string, fields = {}) =>
      log.info('tool called', {
        tool: tool.name,
        durationMs: Math.round(performance.now() - startedAt),
        outcome,
        ...fields,
      });
    try {
      const result = await connection.callTool(tool.name, args, { signal, idempotencyKey });
      record(result.isError ? 'refused' : 'done', describeIdentifiers(result.structured));
      return result;
    } catch (error) {
      record(isAppError(error) ? error.code : 'failed');
      throw error;
    }
  }

  return async function callToolMetered(call) {
    const { policy, payer } = call;
    checkSize(call.args);
    const { quantity } = estimateCall(policy, call.args);
    if (policy.service === null || policy.tokens === 0) {
      return { ...(await callLogged(call)), tokens: 0, balanceAfter: null };
    }
    const { accountId, actor } = payer;
    const hold = await ledger.execute({
      kind: 'hold',
      ...payer,
      idempotencyKey: `tool:${call.idempotencyKey}`,
      service: policy.service,
      quantity,
      subject: JSON.stringify([call.tool.name, call.args]),
      holdSeconds: toolHoldSeconds,
      reference: { tool: call.tool.name, ...call.reference },
    });
    const settle = { accountId, actor, chargeId: hold.chargeId };
    const release = (reason: string) => ledger.execute({ kind: 'release', ...settle, reason });
    if (hold.isReplay) return replayOf(hold.status, hold.balanceAfter);
    let result: ToolResult;
    try {
      result = await callLogged(call);
    } catch (error) {
      await release('the tool failed');
      throw error;
    }
    if (result.isError) {
      const { balanceAfter } = await release('the tool refused');
      return { ...result, tokens: 0, balanceAfter };
    }
    await ledger.execute({ kind: 'capture', ...settle }).catch((cause: unknown) => {
      // The tool has acted and must not look as if it had not: nobody may be led to call it again.
      log.error('tool call not captured', { tool: call.tool.name, chargeId: hold.chargeId, cause });
    });
    return { ...result, tokens: hold.tokens, balanceAfter: hold.balanceAfter };
  };
}

/** A model may write as much as it likes; what comes from it is held to a size like any request. */
function checkSize(args: MeteredCall['args']): void {
  const limitBytes = limits.toolArgumentsBytes;
  if (Buffer.byteLength(JSON.stringify(args)) <= limitBytes) return;
  throw new AppError('body_too_large', {
    detail: `The arguments of a tool may have ${limitBytes} bytes.`,
    members: { limitBytes },
  });
}

/** The call was made before: it is neither made nor charged again. */
const replayOf = (status: string, balanceAfter: number): MeteredResult => ({
  isError: true,
  text:
    status === 'captured'
      ? 'This call was made and paid before; it was not made again.'
      : 'This call was tried before and did not finish; it was not made again.',
  tokens: 0,
  balanceAfter,
});
