import type { routes } from '../../shared/routes.ts';
import type { Operation } from '../route-request.ts';
import type { SessionStore } from '../store/sessions.ts';
import { requireSession } from './require-session.ts';

/** Closes a session; its conversation stays. @throws AppError `session_not_found` */
export function createCloseSession(dependencies: {
  readonly sessions: Pick<SessionStore, 'readSession' | 'deleteSession'>;
  readonly now: () => Date;
}): Operation<typeof routes.closeSession> {
  const { sessions, now } = dependencies;
  return async ({ principal, params }) => {
    const session = await requireSession(sessions, principal, params.sessionId, now());
    await sessions.deleteSession(session.sessionId);
  };
}
