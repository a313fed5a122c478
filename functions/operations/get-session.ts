import type { routes } from '../../shared/routes.ts';
import type { Operation } from '../route-request.ts';
import type { SessionStore } from '../store/sessions.ts';
import { describeSession, type DescribeSessionDependencies } from './describe-session.ts';
import { listSessionTools, type ListSessionToolsDependencies } from './list-session-tools.ts';
import { requireSession } from './require-session.ts';

/** The session and its state. @throws AppError `session_not_found`, `server_unreachable` */
export function createGetSession(
  dependencies: DescribeSessionDependencies &
    ListSessionToolsDependencies & { readonly sessions: Pick<SessionStore, 'readSession'> },
): Operation<typeof routes.getSession> {
  const { sessions, now } = dependencies;
  return async ({ principal, params }) => {
    const session = await requireSession(sessions, principal, params.sessionId, now());
    const tools = await listSessionTools(dependencies, session);
    return describeSession(dependencies, session, tools);
  };
}
