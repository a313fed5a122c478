import { limits } from '../../shared/limits.ts';
import { AppError, isAppError } from '../app-error.ts';
import type { SpendAnswer } from '../ledger/decision.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log.ts';
import type { ToolCallStore } from '../store/tool-calls.ts';
import { describeIdentifiers } from './describe-identifiers.ts';
import { estimateCall } from './estimate-call.ts';
import { holdForCall } from './hold-for-call.ts';
import type { McpTool } from './mcp-tool.ts';
import { releaseHold, settleDelivery, type Settlement } from './settle-delivery.ts';
import type { ToolCallOptions, ToolConnection } from './tool-connection.ts';
import type { ToolPolicy } from './tool-policy.ts';
import type { ToolResult } from './tool-result.ts';

export interface MeteredCall {
  readonly connection: Pick<ToolConnection, 'callTool'>;
  readonly tool: Pick<McpTool, 'name'>;
  readonly policy: ToolPolicy;
  readonly args: Readonly<Record<string, unknown>>;
  /** The same key again is the same call: it is charged once. */
  readonly idempotencyKey: string;
  /** Made again on purpose after it came to no end, by the only one who makes it now. */
  readonly isResumed?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ToolCallOptions['onProgress'];
  readonly payer: {
    readonly accountId: string;
    readonly actor: string;
    readonly clientId: string;
    readonly sessionId?: string | undefined;
  };
  readonly reference?: Readonly<Record<string, string | number>>;
}

/** A job's tokens are those held so far. */
export type MeteredResult = Omit<ToolResult, 'deliveredQuantity'> & Settlement;

export type CallToolMetered = (call: MeteredCall) => Promise<MeteredResult>;

/**
 * The one road to a tool: hold its price, call it, capture what it delivered, release the rest. A
 * tool that costs nothing is called straight away. Nothing else in the product calls tools.
 *
 * What was delivered is noted before it is captured, so that it is paid for even when this process
 * dies in between. A job that the tool has started owns the hold, and settles it.
 *
 * @throws AppError `body_too_large`, `amount_invalid`, and as the ledger and the connection do; a
 *   failed call costs nothing
 */
export function createCallToolMetered(dependencies: {
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly toolCalls: Pick<ToolCallStore, 'noteDelivery'>;
  readonly log: Log;
  readonly now: () => Date;
}): CallToolMetered {
  const { ledger, toolCalls, log, now } = dependencies;

  const report =
    ({ tool }: MeteredCall, { chargeId }: SpendAnswer, message: string) =>
    (cause: unknown): void =>
      log.error(message, { tool: tool.name, chargeId, cause });

  return async function callToolMetered(call) {
    const { policy } = call;
    checkSize(call.args);
    const { quantity } = estimateCall(policy, call.args);
    if (policy.service === null || policy.tokens === 0) {
      return { ...withoutDelivery(await callLogged(call)), tokens: 0, balanceAfter: null };
    }
    if (policy.isPrechecked) {
      const answer = await send(call, { isPrecheck: true });
      if (answer.isError) return { ...answer, tokens: 0, balanceAfter: null };
    }
    const hold = await holdForCall(ledger, call, { service: policy.service, quantity });
    if (hold.isReplay && !call.isResumed) return replayOf(hold.status, hold.balanceAfter);
    return callWithHold(call, hold);
  };

  async function callWithHold(call: MeteredCall, hold: SpendAnswer): Promise<MeteredResult> {
    const { accountId, actor } = call.payer;
    const { chargeId } = hold;
    const release = async (reason: string): Promise<Settlement> =>
      // A hold that was there before may be owned by a job by now; the sweeper knows.
      hold.isReplay
        ? { tokens: 0, balanceAfter: null }
        : releaseHold(ledger, { accountId, actor, chargeId }, reason);
    let result: ToolResult;
    try {
      result = await callLogged(call, { accountId, chargeId });
    } catch (error) {
      await release('the tool failed').catch(report(call, hold, 'tool call not released'));
      throw error;
    }
    if (result.isError)
      return { ...withoutDelivery(result), ...(await release('the tool refused')) };
    const settled = await settle(call, hold, result);
    return { ...withoutDelivery(result), ...settled };
  }

  /** The tool has acted and must not look as if it had not: nothing here fails the call. */
  async function settle(call: MeteredCall, hold: SpendAnswer, result: ToolResult) {
    const { accountId, actor } = call.payer;
    const { chargeId, quantity } = hold;
    const delivered = Math.min(result.deliveredQuantity ?? quantity, quantity);
    const deliveredQuantity = result.jobId === undefined ? delivered : undefined;
    const held: Settlement = { tokens: hold.tokens, balanceAfter: hold.balanceAfter };
    const resultJson = JSON.stringify({ ...withoutDelivery(result), ...held });
    const note = { accountId, chargeId, deliveredQuantity, resultJson };
    await toolCalls
      .noteDelivery({ ...note, toolCallId: call.idempotencyKey }, now())
      .catch(report(call, hold, 'tool delivery not noted'));
    if (deliveredQuantity === undefined) return held;
    const settled = await settleDelivery(ledger, {
      accountId,
      actor,
      chargeId,
      deliveredQuantity,
    }).catch(report(call, hold, 'tool call not captured'));
    // Capturing all of a hold moves no token: the hold has said how the balance stands.
    return settled
      ? { tokens: settled.tokens, balanceAfter: settled.balanceAfter ?? hold.balanceAfter }
      : held;
  }

  async function callLogged(call: MeteredCall, charge?: ToolCallOptions['charge']) {
    const startedAt = performance.now();
    const record = (outcome: string, fields = {}) =>
      log.info('tool called', {
        tool: call.tool.name,
        durationMs: Math.round(performance.now() - startedAt),
        outcome,
        ...fields,
      });
    try {
      const result = await send(call, { charge });
      record(result.isError ? 'refused' : 'done', describeIdentifiers(result.structured));
      return result;
    } catch (error) {
      record(isAppError(error) ? error.code : 'failed');
      throw error;
    }
  }
}

const send = (call: MeteredCall, options: ToolCallOptions): Promise<ToolResult> => {
  const { connection, tool, args, signal, idempotencyKey, onProgress } = call;
  return connection.callTool(tool.name, args, { signal, idempotencyKey, onProgress, ...options });
};

/** What was delivered is between the tool and the meter. */
const withoutDelivery = ({ isError, text, structured, content, jobId }: ToolResult) => ({
  isError,
  text,
  ...(structured !== undefined && { structured }),
  ...(content && { content }),
  ...(jobId !== undefined && { jobId }),
});

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
