import * as z from 'zod/mini';
import { ApiError } from '../api/api-error.ts';
import type { FormApi } from '../api/form-api.ts';
import { readFailure } from '../chat/read-failure.ts';
import { type FormAction, isPriced, type PaidCall, type PricedAction } from './paid-call.ts';
import { isSameAction, type PendingCalls } from './pending-call.ts';
import { runToolCall, type ToolCallPorts } from './run-tool-call.ts';

export interface PaidCallPorts extends ToolCallPorts {
  readonly api: Pick<FormApi, 'callTool' | 'estimate'>;
  /** The priced service of a tool, or null. */
  readonly serviceOf: (tool: string) => string | null;
  readonly pending: PendingCalls;
  readonly createKey: () => string;
  readonly onChange: (state: PaidCall) => void;
  /** The call may have moved the balance. */
  readonly onAnswer: () => void;
}

export interface PaidCallControls {
  /** Asks what an action costs. */
  review(action: FormAction): Promise<void>;
  /** Does what a button with its price on it says; a second press meanwhile does nothing. */
  perform(action: FormAction, tokens: number): Promise<void>;
  /** Does what was agreed to; a second press while it is being done does nothing. */
  confirm(): Promise<void>;
  /** Does again what failed, with the same key. */
  retry(): Promise<void>;
  /** Back to the form. */
  edit(): void;
}

/**
 * The way of a form from being filled to being paid. Its key is made when an action is first
 * confirmed, and belongs to that action until an answer has come: sent again after a lost
 * connection or a reload, the action is paid once.
 */
export function createPaidCall(ports: PaidCallPorts): PaidCallControls & { initial: PaidCall } {
  const { api, pending, onAnswer } = ports;
  let state = stateAtStart(pending);
  const initial = state;
  const show = (next: PaidCall) => {
    state = next;
    ports.onChange(next);
  };

  async function review(action: FormAction): Promise<void> {
    if (state.kind === 'pricing' || state.kind === 'sending') return;
    show({ kind: 'pricing', action });
    try {
      const service = ports.serviceOf(action.tool);
      const estimate = service === null ? free : await api.estimate(service, action.quantity);
      const { tokens, balanceAfter, available } = estimate;
      const priced = { ...action, tokens, balanceAfter, available, hasRisen: false };
      show({ kind: 'confirming', action: priced });
    } catch (error) {
      show({ kind: 'failed', action, failure: readFailure(error) });
    }
  }

  async function send(action: PricedAction): Promise<void> {
    const earlier = pending.read();
    const isSame = earlier !== null && isSameAction(earlier.action, action);
    const key = isSame ? earlier.key : ports.createKey();
    pending.write({ action, key });
    show({ kind: 'sending', action });
    try {
      const { tool: name, args, tokens: approvedTokens } = action;
      const outcome = await runToolCall(ports, { name, args, key, approvedTokens });
      pending.forget();
      const { isError, text } = outcome;
      show(isError ? { kind: 'refused', text } : { kind: 'done', action, outcome });
    } catch (error) {
      // What became of an earlier try without an answer, its key alone can tell.
      if (wasRefused(error) && !isSame) pending.forget();
      show(stateOfFailure(error, action));
    }
    onAnswer();
  }

  return {
    initial,
    review,
    perform: async (action, tokens) => {
      if (state.kind !== 'sending') await send({ ...action, ...free, tokens, hasRisen: false });
    },
    confirm: async () => {
      if (state.kind === 'confirming') await send(state.action);
    },
    retry: async () => {
      if (state.kind !== 'failed') return;
      await (isPriced(state.action) ? send(state.action) : review(state.action));
    },
    edit: () => show({ kind: 'editing' }),
  };
}

const free = { tokens: 0, balanceAfter: null, available: null };

/** A call without an answer is shown as what it is: lost on its way. */
function stateAtStart(pending: PendingCalls): PaidCall {
  const call = pending.read();
  if (call === null) return { kind: 'editing' };
  return { kind: 'failed', action: call.action, failure: { kind: 'connection-lost' } };
}

/** Nothing was begun, so that nothing is pending. */
const wasRefused = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.problem.status < 500 &&
  error.problem.code !== 'request_in_progress';

const riseSchema = z.object({ tokens: z.int() });

/** A price that rose meanwhile is asked for again. */
function stateOfFailure(error: unknown, action: PricedAction): PaidCall {
  const problem = error instanceof ApiError ? error.problem : null;
  const rise = problem?.code === 'approval_required' ? riseSchema.safeParse(problem) : null;
  if (!rise?.success) return { kind: 'failed', action, failure: readFailure(error) };
  const { tokens } = rise.data;
  return { kind: 'confirming', action: { ...action, tokens, balanceAfter: null, hasRisen: true } };
}
