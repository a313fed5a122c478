import type { Session } from '../../../shared/api/copilot.ts';
import type { CopilotApi } from '../api/copilot-api.ts';
import type { SessionSource } from './open-turn.ts';

/** Starts with a connected session; a new one goes on with the same conversation. */
export function createSessionSource(
  api: Pick<CopilotApi, 'connect'>,
  { sessionId, clientId, conversationId }: Session,
): SessionSource {
  let current = sessionId;
  return {
    getSessionId: () => current,
    async reconnect() {
      current = (await api.connect(clientId, conversationId)).sessionId;
    },
  };
}
