import { limits } from '../../shared/limits.ts';
import { AppError } from '../app-error.ts';
import type { SpendAnswer } from '../ledger/decision.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Principal } from '../principal.ts';
import type { SessionRecord } from '../store/sessions.ts';
import type { Turn, TurnStore } from '../store/turns.ts';

export interface BeginTurnDependencies {
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly turns: Pick<TurnStore, 'startAttempt' | 'readTurn'>;
  readonly now: () => Date;
}

interface NewMessage {
  readonly session: SessionRecord;
  readonly principal: Principal;
  readonly messageId: string;
  readonly text: string;
}

export type BegunTurn =
  /** Ours to run; its token is held. */
  | { readonly kind: 'run'; readonly turn: Turn }
  /** It has its reply already; a hold still open is one that was never settled. */
  | { readonly kind: 'replay'; readonly turn: Turn; readonly holdStatus: SpendAnswer['status'] };

/** Each attempt at a turn has a hold of its own; the key of the first is the message's id. */
export const turnKeyOfAttempt = (messageId: string, attempt: number): string =>
  attempt === 1 ? `turn:${messageId}` : `turn:${messageId}#${attempt}`;

/**
 * Starts the turn of a message by holding its token, before any work.
 *
 * The hold decides who runs: of all requests with the same message id exactly one gets it fresh.
 * The others find the turn running (409), or replay its reply. An attempt that failed, or whose
 * process died, has its hold released, and the next attempt takes a new one.
 *
 * @throws AppError `insufficient_tokens`, `turn_in_progress`, `turn_attempts_exhausted`,
 *   `idempotency_key_reused` for another text under the same id
 */
export function createBeginTurn(dependencies: BeginTurnDependencies) {
  const { ledger, turns, now } = dependencies;

  return async function beginTurn(message: NewMessage): Promise<BegunTurn> {
    // Sorts the turns of a conversation by time.
    let turnKey = `${now().toISOString()}#${message.messageId}`;
    for (let attempt = 1; attempt <= limits.turnAttemptCount; attempt++) {
      const hold = await holdToken(message, turnKey, attempt);
      if (!hold.isReplay) return start(message, hold, turnKey, attempt);
      turnKey = String(hold.reference['turn']);
      const turn = await turns.readTurn(String(hold.reference['conversation']), turnKey);
      if (turn !== null && hasReply(turn, hold, now())) {
        return { kind: 'replay', turn, holdStatus: hold.status };
      }
      if (isAlive(turn, hold, now())) {
        throw new AppError('turn_in_progress', { retryAfterSeconds: 2 });
      }
      if (hold.status === 'open') await giveBack(message, hold);
      // Later attempts were made already: go straight to the last of them.
      attempt = Math.max(attempt, (turn?.attempt ?? 0) - 1);
    }
    throw new AppError('turn_attempts_exhausted');
  };

  function holdToken(
    { session, principal, messageId, text }: NewMessage,
    turnKey: string,
    attempt: number,
  ): Promise<SpendAnswer> {
    return ledger.execute({
      kind: 'hold',
      accountId: session.accountId,
      actor: principal.actor,
      clientId: session.clientId,
      sessionId: session.sessionId,
      idempotencyKey: turnKeyOfAttempt(messageId, attempt),
      service: 'ai_chat_message',
      quantity: 1,
      // Not the session: after a reconnect the same message is still the same.
      subject: JSON.stringify([session.clientId, text]),
      holdSeconds: limits.turnHoldSeconds,
      reference: { message: messageId, conversation: session.conversationId, turn: turnKey },
    });
  }

  async function start(
    { session, messageId, text }: NewMessage,
    hold: SpendAnswer,
    turnKey: string,
    attempt: number,
  ): Promise<BegunTurn> {
    const turn: Turn = {
      conversationId: String(hold.reference['conversation']),
      turnKey,
      messageId,
      accountId: session.accountId,
      clientId: session.clientId,
      text,
      status: 'running',
      attempt,
      chargeId: hold.chargeId,
      leaseUntil: leaseEnd(now()),
      tokens: hold.tokens,
      balanceAfter: hold.balanceAfter,
      createdAt: now().toISOString(),
    };
    if (!(await turns.startAttempt(turn))) throw new AppError('turn_in_progress');
    return { kind: 'run', turn };
  }

  /** Gives the token of a dead attempt back, so that the next one may start. */
  function giveBack({ principal, session }: NewMessage, hold: SpendAnswer) {
    return ledger.execute({
      kind: 'release',
      accountId: session.accountId,
      actor: principal.actor,
      chargeId: hold.chargeId,
      reason: 'the turn did not end',
    });
  }
}

/** A paid turn that is being continued and whose process died keeps the reply that it had. */
const hasReply = (turn: Turn, hold: SpendAnswer, now: Date): boolean =>
  turn.status === 'ended' ||
  turn.status === 'waiting' ||
  (hold.status === 'captured' && turn.leaseUntil <= now.toISOString());

function isAlive(turn: Turn | null, hold: SpendAnswer, now: Date): boolean {
  if (hold.status === 'released' || hold.status === 'expired') return false;
  const isOurs = turn?.chargeId === hold.chargeId;
  if (isOurs && turn.status === 'failed') return false;
  if (isOurs) return turn.leaseUntil > now.toISOString();
  // The hold is taken, the turn is about to be written: that takes moments.
  const graceEnd = Date.parse(hold.createdAt) + limits.turnStartGraceSeconds * 1000;
  return graceEnd > now.getTime();
}

/** Until then a turn is taken to be alive: it is stopped well before. */
export const leaseEnd = (start: Date): string =>
  new Date(start.getTime() + limits.turnHoldSeconds * 1000).toISOString();
