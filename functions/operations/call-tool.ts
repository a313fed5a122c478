import { limits } from '../../shared/limits.ts';
import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Operation } from '../route-request.ts';
import type { SessionStore } from '../store/sessions.ts';
import { requireSession } from './require-session.ts';
import type { RunTool } from './tool-request.ts';

/**
 * Runs a tool of a session without a conversation, as a form of a page does. One that takes too
 * long is given up while there is time to give its hold back.
 *
 * @throws AppError `session_not_found`, `timed_out`, and as {@link RunTool} does
 */
export function createCallTool(dependencies: {
  readonly runTool: RunTool;
  readonly sessions: Pick<SessionStore, 'readSession'>;
  readonly now: () => Date;
}): Operation<typeof routes.callTool> {
  const { runTool, sessions, now } = dependencies;
  return async ({ principal, params, body, idempotencyKey, remainingMs }) => {
    const session = await requireSession(sessions, principal, body.sessionId, now());
    const { clientId, sessionId, server, toolPins } = session;
    const signal = AbortSignal.timeout(Math.max(0, remainingMs() - limits.toolSettleReserveMs));
    const { isReplay, ...outcome } = await runTool({
      principal,
      clientId,
      sessionId,
      server,
      toolPins,
      name: params.name,
      args: body.arguments,
      key: idempotencyKey,
      approvedTokens: body.approvedTokens ?? null,
      signal,
    }).catch((error: unknown) => {
      throw signal.aborted ? new AppError('timed_out', { cause: error }) : error;
    });
    return { body: outcome, isReplay, isAccepted: outcome.jobId !== undefined };
  };
}
