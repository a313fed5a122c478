import * as z from 'zod';
import { AppError, isAppError } from '../app-error.ts';
import type { CopilotPart } from '../agent/copilot-message.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log, LogFields } from '../log.ts';
import type { Turn, TurnStore } from '../store/turns.ts';
import { serialiseParts } from './stored-reply.ts';
import { closeOpenParts, hasActed, hasSubstance, isWaiting } from './turn-history.ts';

export interface SettleTurnDependencies {
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly turns: Pick<TurnStore, 'moveTurn'>;
  readonly log: Log;
}

export interface TurnEnd {
  readonly parts: readonly CopilotPart[];
  readonly isStopped: boolean;
  readonly failure: unknown;
  /** Whether the message's own token is still held; a turn that goes on has paid before. */
  readonly isHeld: boolean;
  readonly actor: string;
  /** When the work began, as `performance.now()` had it. */
  readonly startedAtMs: number;
}

export interface Settled {
  readonly turn: Turn;
  /** What the caller is told of a failure, or null. */
  readonly error: AppError | null;
}

/**
 * Ends a turn: the reply is stored, then the token is captured; or nothing came of it, and the
 * token goes back.
 *
 * The order matters. A process that dies after the reply is stored leaves a turn that is settled
 * when it is asked for again; one that dies before leaves a hold that is given back then.
 */
export function createSettleTurn({ ledger, turns, log }: SettleTurnDependencies) {
  return async function settleTurn(turn: Turn, end: TurnEnd): Promise<Settled> {
    const isDelivered = end.failure === null && hasSubstance(end.parts);
    const settled = isDelivered ? await complete(turn, end) : await undo(turn, end);
    if (settled.error !== null) {
      const { code } = settled.error;
      log.warn('turn failed', { messageId: turn.messageId, code, ...describeFailure(end.failure) });
    }
    log.info('turn settled', {
      messageId: turn.messageId,
      tokens: settled.turn.tokens,
      outcome: settled.turn.outcome,
      durationMs: Math.round(performance.now() - end.startedAtMs),
    });
    return settled;
  };

  async function complete(turn: Turn, end: TurnEnd): Promise<Settled> {
    const isOpen = !end.isStopped && isWaiting(end.parts);
    const outcome: Turn['outcome'] = isOpen ? 'waiting' : end.isStopped ? 'stopped' : 'completed';
    const change = {
      status: isOpen ? ('waiting' as const) : ('ended' as const),
      outcome,
      replyJson: serialiseParts(isOpen ? end.parts : closeOpenParts(end.parts)),
      tokens: turn.tokens,
      balanceAfter: turn.balanceAfter,
    };
    // Somebody took the turn over: its reply and its token are theirs now.
    if (!(await turns.moveTurn(turn, 'running', change))) throw new AppError('turn_in_progress');
    if (end.isHeld) await capture(turn, end.actor);
    return { turn: { ...turn, ...change }, error: null };
  }

  async function undo(turn: Turn, end: TurnEnd): Promise<Settled> {
    const wasStopped = end.isStopped && end.failure === null;
    const released = end.isHeld ? await release(turn, end.actor) : null;
    // What tools did stays done, so such a turn is over; any other may be tried again.
    const isOver = !end.isHeld || hasActed(end.parts);
    const change = {
      status: isOver ? ('ended' as const) : ('failed' as const),
      outcome: wasStopped ? ('stopped' as const) : ('failed' as const),
      replyJson: isOver ? serialiseParts(closeOpenParts(end.parts)) : undefined,
      tokens: turn.tokens - (released?.tokens ?? 0),
      balanceAfter: released?.balanceAfter ?? turn.balanceAfter,
    };
    await turns.moveTurn(turn, 'running', change);
    return { turn: { ...turn, ...change }, error: wasStopped ? null : toTurnError(end.failure) };
  }

  function capture({ accountId, chargeId }: Turn, actor: string) {
    return ledger.execute({ kind: 'capture', accountId, actor, chargeId });
  }

  async function release({ accountId, chargeId }: Turn, actor: string) {
    const reason = 'the turn failed';
    const answer = await ledger.execute({ kind: 'release', accountId, actor, chargeId, reason });
    return { tokens: answer.releasedTokens, balanceAfter: answer.balanceAfter };
  }
}

const failureSchema = z.object({ name: z.string(), statusCode: z.int().optional() });
/** What the SDK throws when it has tried more than once. */
const retriedSchema = z.object({ lastError: failureSchema });

/** Name and status alone: what providers say in words may quote the conversation. */
function describeFailure(failure: unknown): LogFields {
  const retried = retriedSchema.safeParse(failure);
  const cause = retried.success ? retried.data.lastError : failure;
  return { cause: failureSchema.safeParse(cause).data };
}

function toTurnError(failure: unknown): AppError {
  if (isAppError(failure)) return failure;
  const detail = 'The assistant could not answer. The message was not charged.';
  return new AppError('model_failed', { detail, cause: failure });
}
