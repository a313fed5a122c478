import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { OfferedTool } from '../agent/session-tools.ts';
import { AppError, isAppError } from '../app-error.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { CallToolMetered, MeteredResult } from '../mcp/call-tool-metered.ts';
import { settleDelivery } from '../mcp/settle-delivery.ts';
import { toolContentSchema } from '../mcp/tool-content.ts';
import type { ToolConnection } from '../mcp/tool-connection.ts';
import type { ToolCall, ToolCallStore } from '../store/tool-calls.ts';
import { openTools, type OpenToolsDependencies } from './open-tools.ts';
import { requireApproval } from './require-approval.ts';
import type { RunTool, ToolOutcome, ToolRequest } from './tool-request.ts';

export interface RunToolDependencies extends OpenToolsDependencies {
  readonly callToolMetered: CallToolMetered;
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly toolCalls: Pick<
    ToolCallStore,
    'readCall' | 'startAttempt' | 'finishCall' | 'giveUpCall'
  >;
  readonly now: () => Date;
}

/**
 * Runs a tool outside a turn, once for each key. The first request with a key claims the call, the
 * others wait or get its stored outcome; a claim whose process died is taken over after its lease.
 * Refusals are not stored: after topping up or approving, the same key may succeed.
 */
export function createRunTool(dependencies: RunToolDependencies): RunTool {
  const { callToolMetered, ledger, toolCalls, now } = dependencies;

  return async function runTool(request) {
    const { accountId } = request.principal;
    const fingerprint = fingerprintOf(request);
    const claim = { accountId, toolCallId: `call_${hashOf(request.key)}`, fingerprint };
    const before = await toolCalls.readCall(claim);
    if (before !== null && before.fingerprint !== fingerprint) {
      throw new AppError('idempotency_key_reused');
    }
    if (before?.status === 'done') return replayOf(before);
    if (before?.status === 'delivered') return settleEarlier(before, request.principal.actor);
    if (before !== null && isAlive(before, now())) throw inProgress();
    const { connection, offered } = await openTools(dependencies, request, request.signal);
    try {
      const found = offered.find(({ tool }) => tool.name === request.name);
      // The copilot's own tools are no server's.
      const isListed = connection.tools.some(({ name }) => name === request.name);
      if (!found || !isListed) throw new AppError('tool_not_found');
      requireApproval(found, request.args, request.approvedTokens);
      const call = await toolCalls.startAttempt(claim, before, now());
      if (call === null) throw inProgress();
      // Made again, a tool that does not know its own calls might do its work twice.
      const isRepeatable = found.policy.knowsItsCalls || found.tool.isIdempotent;
      const isLost = before?.status === 'running' && !isRepeatable;
      const result = isLost ? lostCall : await makeCall(request, found, connection, call);
      return await finish(call, result);
    } finally {
      await connection.close();
    }
  };

  async function makeCall(
    request: ToolRequest,
    { tool, policy }: OfferedTool,
    connection: ToolConnection,
    call: ToolCall,
  ): Promise<MeteredResult> {
    const { principal, clientId, sessionId, args, signal, onProgress } = request;
    try {
      return await callToolMetered({
        connection,
        tool,
        policy,
        args,
        idempotencyKey: call.toolCallId,
        isResumed: call.attempt > 1,
        signal,
        onProgress,
        payer: { accountId: principal.accountId, actor: principal.actor, clientId, sessionId },
      });
    } catch (error) {
      await toolCalls.giveUpCall(call, mayHaveActed(error), now());
      throw error;
    }
  }

  async function finish(call: ToolCall, result: MeteredResult): Promise<ToolOutcome> {
    await toolCalls.finishCall(call, JSON.stringify(result));
    return { ...result, toolCallId: call.toolCallId, isReplay: false };
  }

  /** The tool had done its work when the process died: it is paid now, unless that was done. */
  async function settleEarlier(call: ToolCall, actor: string): Promise<ToolOutcome> {
    const { accountId, chargeId, deliveredQuantity } = call;
    const noted = resultOf(call);
    // A job settles its hold itself.
    if (chargeId === undefined || deliveredQuantity === undefined) return finish(call, noted);
    const delivered = { accountId, actor, chargeId, deliveredQuantity };
    const { tokens, balanceAfter } = await settleDelivery(ledger, delivered);
    const result = { ...noted, tokens, balanceAfter: balanceAfter ?? noted.balanceAfter };
    return { ...(await finish(call, result)), isReplay: true };
  }
}

const storedResultSchema = z.object({
  isError: z.boolean(),
  text: z.string(),
  structured: z.unknown().optional(),
  content: toolContentSchema.optional(),
  jobId: z.string().optional(),
  tokens: z.int().min(0),
  balanceAfter: z.int().min(0).nullable(),
});

const resultOf = ({ resultJson = '' }: ToolCall): MeteredResult =>
  storedResultSchema.parse(JSON.parse(resultJson));

const replayOf = (call: ToolCall): ToolOutcome => ({
  ...resultOf(call),
  toolCallId: call.toolCallId,
  isReplay: true,
});

const lostCall: MeteredResult = {
  isError: true,
  text: 'This call was tried before and broke off. It may have done its work, so it was not made again.',
  tokens: 0,
  balanceAfter: null,
};

const isAlive = ({ status, leaseUntil }: ToolCall, now: Date): boolean =>
  status === 'running' && leaseUntil > now.toISOString();

const inProgress = () => new AppError('request_in_progress', { retryAfterSeconds: 2 });

/** A tool was reached, or what went wrong is unknown; any other refusal came before the call. */
const mayHaveActed = (error: unknown): boolean =>
  !isAppError(error) || isAppError(error, 'server_unreachable', 'provider_failed', 'internal');

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Not the session: after a reconnect the same call is still the same. */
const fingerprintOf = ({ clientId, server, name, args }: ToolRequest): string =>
  hashOf(JSON.stringify([clientId, server, name, args]));
