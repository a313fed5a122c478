import { AppError } from '../app-error.ts';
import type { Principal } from '../principal.ts';
import type { SessionRecord, SessionStore } from '../store/sessions.ts';

/**
 * The caller's session. One of somebody else's is as unknown as one that never was.
 *
 * @throws AppError `session_not_found`
 */
export async function requireSession(
  sessions: Pick<SessionStore, 'readSession'>,
  principal: Principal,
  sessionId: string,
  now: Date,
): Promise<SessionRecord> {
  const session = await sessions.readSession(sessionId, now);
  if (session === null || session.accountId !== principal.accountId) {
    throw new AppError('session_not_found');
  }
  return session;
}
