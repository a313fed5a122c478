import { createHmac } from 'node:crypto';
import { limits } from '../../shared/limits.ts';
import { AppError } from '../app-error.ts';
import { balanceTool, describeBalance } from '../agent/balance-tool.ts';
import type { CopilotChunk, CopilotMessage, CopilotPart } from '../agent/copilot-message.ts';
import type { ChosenModel } from '../agent/create-model.ts';
import { instructionsFor } from '../agent/instructions.ts';
import { type AgentResult, runAgent } from '../agent/run-agent.ts';
import { type CallOfferedTool, type OfferedTool, toToolSet } from '../agent/session-tools.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readBalance } from '../ledger/read/read-balance.ts';
import { buildAllowance } from '../mcp/build-allowance.ts';
import type { CallToolMetered } from '../mcp/call-tool-metered.ts';
import { estimateCall } from '../mcp/estimate-call.ts';
import type { ToolConnection } from '../mcp/tool-connection.ts';
import type { ToolPolicy } from '../mcp/tool-policy.ts';
import { openTools, type OpenToolsDependencies } from '../operations/open-tools.ts';
import type { Principal } from '../principal.ts';
import type { AllowanceStore } from '../store/allowances.ts';
import type { SessionRecord } from '../store/sessions.ts';
import type { Turn, TurnStore } from '../store/turns.ts';
import { replyIdOf } from './stored-reply.ts';
import { countToolCalls } from './tool-call-keys.ts';
import { watchStop } from './watch-stop.ts';

export interface RunTurnDependencies extends OpenToolsDependencies {
  readonly model: Pick<ChosenModel, 'load'>;
  readonly callToolMetered: CallToolMetered;
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly turns: Pick<TurnStore, 'readTurn'>;
  readonly allowances: Pick<AllowanceStore, 'listAllowances' | 'putAllowance'>;
  /** Signs approval requests. */
  readonly approvalSecret: string;
  readonly now: () => Date;
}

export interface TurnRun {
  readonly turn: Turn;
  readonly session: SessionRecord;
  readonly principal: Principal;
  /** What the reply consists of already, when a turn goes on after an approval. */
  readonly priorParts: readonly CopilotPart[];
  /** Tools that the answers to the approvals allow always. */
  readonly alwaysAllowed?: readonly string[];
  readonly loadMessages: () => Promise<readonly CopilotMessage[]>;
  readonly remainingMs: number;
  readonly emit: (chunk: CopilotChunk) => void;
  /** Told of each paid tool call. */
  readonly onCost: (tokens: number, balanceAfter: number) => void;
}

/** Runs the work of a turn whose token is held. Never throws: a failure is part of the result. */
export function createRunTurn(dependencies: RunTurnDependencies) {
  const { model, turns, approvalSecret, now } = dependencies;

  return async function runTurn(run: TurnRun): Promise<AgentResult> {
    const watch = watchStop(turns, run.turn, run.remainingMs);
    let connection: ToolConnection | undefined;
    try {
      run.emit({ type: 'data-phase', data: { phase: 'connecting' }, transient: true });
      const opened = await openTools(dependencies, run.session, watch.signal);
      connection = opened.connection;
      await allowAlways(run, opened.offered);
      run.emit({ type: 'data-phase', data: { phase: 'thinking' }, transient: true });
      const result = await runAgent({
        model: await model.load(),
        instructions: instructionsFor(run.session.clientName, now().toISOString().slice(0, 10)),
        messages: await run.loadMessages(),
        priorParts: run.priorParts,
        tools: toToolSet(opened.offered, callTool(run, opened.connection)),
        describeApproval: (toolName, input) => describeApproval(opened.offered, toolName, input),
        approvalSecret: bindSecret(approvalSecret, run.turn.conversationId),
        replyId: replyIdOf(run.turn.messageId),
        signal: watch.signal,
        emit: run.emit,
      });
      return { ...result, ...endedBy(watch, result.failure) };
    } catch (error) {
      return { parts: run.priorParts, ...endedBy(watch, error) };
    } finally {
      watch.close();
      await connection?.close();
    }
  };

  /** How the model's tool calls reach tools: through the meter, all of them. */
  function callTool(run: TurnRun, connection: ToolConnection): CallOfferedTool {
    const { session, principal, turn } = run;
    const { accountId, clientId, sessionId } = session;
    const keyOf = countToolCalls(turn.messageId, run.priorParts);
    return async ({ tool, policy }, args, { signal }) => {
      if (tool.name === balanceTool.name) return readOwnBalance(turn);
      run.emit({
        type: 'data-phase',
        data: { phase: 'calling', tool: tool.name },
        transient: true,
      });
      // A conversation keeps words: pictures are named in them.
      const {
        tokens,
        balanceAfter,
        content: _content,
        ...result
      } = await dependencies.callToolMetered({
        connection,
        tool,
        policy,
        args,
        idempotencyKey: keyOf(tool.name, args),
        signal,
        payer: { accountId, actor: principal.actor, clientId, sessionId },
        reference: { message: turn.messageId },
      });
      if (balanceAfter !== null) run.onCost(tokens, balanceAfter);
      return result;
    };
  }

  async function allowAlways(run: TurnRun, offered: readonly OfferedTool[]): Promise<void> {
    const { session, principal, alwaysAllowed = [] } = run;
    for (const { tool, server } of offered) {
      if (server === undefined || !alwaysAllowed.includes(tool.name)) continue;
      const allowance = buildAllowance(server, tool, { by: principal.actor, at: now() });
      await dependencies.allowances.putAllowance(session.clientId, allowance);
    }
  }

  async function readOwnBalance({ accountId, tokens }: Turn) {
    const balance = await readBalance(dependencies.ledger.reader, accountId, now().toISOString());
    return describeBalance(balance, tokens);
  }
}

function endedBy(watch: ReturnType<typeof watchStop>, failure: unknown) {
  const isStopped = watch.isStoppedByUser();
  if (isStopped) return { isStopped, failure: null };
  if (!watch.signal.aborted) return { isStopped, failure };
  const detail = `The reply took longer than ${limits.turnDurationSeconds} seconds.`;
  return { isStopped, failure: new AppError('model_failed', { detail, cause: failure }) };
}

function describeApproval(offered: readonly OfferedTool[], toolName: string, input: unknown) {
  const found = offered.find(({ tool }) => tool.name === toolName);
  if (!found?.policy.needsApproval) return null;
  const { tool, policy } = found;
  const tokens = costOf(policy, input);
  return { title: tool.title, service: policy.service, tokens, isDestructive: tool.isDestructive };
}

/** A call that does not say how many it wants is refused when it is made; until then, a lot. */
function costOf(policy: ToolPolicy, input: unknown): number {
  try {
    return estimateCall(policy, input as Record<string, unknown>).tokens;
  } catch {
    return policy.tokens;
  }
}

/** An approval given in one conversation is worth nothing in another. */
const bindSecret = (secret: string, conversationId: string): string =>
  createHmac('sha256', secret).update(conversationId).digest('base64url');
