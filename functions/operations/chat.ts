import { limits } from '../../shared/limits.ts';
import type { routes } from '../../shared/routes.ts';
import { AppError, isAppError } from '../app-error.ts';
import type { CopilotMessage } from '../agent/copilot-message.ts';
import type { Operation, RouteRequest } from '../route-request.ts';
import type { SessionRecord, SessionStore } from '../store/sessions.ts';
import type { Turn, TurnStore } from '../store/turns.ts';
import { answerApprovals } from '../turn/answer-approvals.ts';
import { type BegunTurn, createBeginTurn } from '../turn/begin-turn.ts';
import { findTurn } from '../turn/find-turn.ts';
import { replayTurn } from '../turn/replay-turn.ts';
import { replyIdOf, replyOf, serialiseParts, userMessageOf } from '../turn/stored-reply.ts';
import { createStreamTurn, type StreamTurnDependencies } from '../turn/stream-turn.ts';
import { closeOpenParts, toHistory } from '../turn/turn-history.ts';
import { requireSession } from './require-session.ts';

type ChatRequest = RouteRequest<typeof routes.chat>;

export type ChatDependencies = Omit<StreamTurnDependencies, 'turns'> & {
  readonly sessions: Pick<SessionStore, 'readSession'>;
  readonly turns: TurnStore;
};

/**
 * One chat turn. Its token is held before anything else happens; from then on the stream says how
 * it goes, and settles it.
 *
 * @throws AppError before the stream starts: `session_not_found`, `insufficient_tokens`,
 *   `turn_in_progress`, `approval_not_pending`, `turn_not_found`, `ledger_unavailable` …
 */
export function createChat(dependencies: ChatDependencies): Operation<typeof routes.chat> {
  const { ledger, log, now, sessions, turns } = dependencies;
  const beginTurn = createBeginTurn(dependencies);
  const streamTurn = createStreamTurn(dependencies);

  return async (request) => {
    const { principal, body } = request;
    const session = await requireSession(sessions, principal, body.sessionId, now());
    const { clientId, accountId } = session;
    log.info('account lookup', { clientId });
    log.info('account found', { clientId, accountId });
    return body.approvals === undefined
      ? answerMessage(request, session, body.message.text ?? '')
      : goOn(request, session, body.approvals);
  };

  async function answerMessage(request: ChatRequest, session: SessionRecord, text: string) {
    const { principal, body, requestId } = request;
    const begun = await beginTurn({ session, principal, messageId: body.message.id, text });
    if (begun.kind === 'replay') return replay(begun, principal.actor);
    const { turn } = begun;
    return streamTurn({
      turn,
      session,
      principal,
      requestId,
      isHeld: true,
      priorParts: [],
      loadMessages: async () => [...(await loadHistory(turn)), userMessageOf(turn)],
      remainingMs: request.remainingMs(),
    });
  }

  /** Goes on with a turn whose approval cards have been answered. It has been paid for. */
  async function goOn(
    request: ChatRequest,
    session: SessionRecord,
    approvals: NonNullable<ChatRequest['body']['approvals']>,
  ) {
    const { principal, body, requestId } = request;
    const found = await findTurn(dependencies, session.accountId, body.message.id);
    if (found.conversationId !== session.conversationId) throw new AppError('turn_not_found');
    const answered = await answerApprovals(turns, found, approvals, now());
    const { turn, parts, alwaysAllowed } = answered;
    const reply: CopilotMessage = { id: replyIdOf(turn.messageId), role: 'assistant', parts };
    return streamTurn({
      turn,
      session,
      principal,
      requestId,
      isHeld: false,
      priorParts: parts,
      alwaysAllowed,
      loadMessages: async () => [...(await loadHistory(turn)), userMessageOf(turn), reply],
      remainingMs: request.remainingMs(),
    });
  }

  /** A turn that was stored but not captured, because its process died in between, is captured. */
  async function replay(begun: BegunTurn & { kind: 'replay' }, actor: string) {
    const { holdStatus } = begun;
    const turn = begun.turn.status === 'running' ? await endDeadTurn(begun.turn) : begun.turn;
    if (holdStatus === 'open' && turn.outcome !== 'failed') {
      const { accountId, chargeId } = turn;
      await ledger.execute({ kind: 'capture', accountId, actor, chargeId }).catch((error) => {
        if (!isAppError(error, 'hold_released', 'hold_expired', 'hold_captured')) throw error;
      });
    }
    log.info('turn replayed', { messageId: turn.messageId });
    return replayTurn(turn);
  }

  /** A paid turn whose process died while it went on: what it had is all there will be. */
  async function endDeadTurn(turn: Turn): Promise<Turn> {
    const replyJson = closedReplyOf(turn);
    const end = { status: 'ended' as const, outcome: 'failed' as const, replyJson };
    if (await turns.moveTurn(turn, 'running', end)) return { ...turn, ...end };
    throw new AppError('turn_in_progress', { retryAfterSeconds: 2 });
  }

  /** What was said before a turn. Cards that nobody answered are closed by going on. */
  async function loadHistory(turn: Turn): Promise<CopilotMessage[]> {
    const recent = await turns.listTurns(turn.conversationId, limits.historyTurnCount + 1);
    const before = recent.filter(({ turnKey }) => turnKey < turn.turnKey);
    await Promise.all(before.filter(({ status }) => status === 'waiting').map(closeCards));
    return toHistory(before);
  }

  async function closeCards(turn: Turn): Promise<void> {
    const replyJson = closedReplyOf(turn);
    await turns.moveTurn(turn, 'waiting', { status: 'ended', outcome: 'completed', replyJson });
  }
}

/** The stored reply with every tool call at an end, to be stored again. */
const closedReplyOf = (turn: Turn): string =>
  serialiseParts(closeOpenParts(replyOf(turn)?.parts ?? []));
