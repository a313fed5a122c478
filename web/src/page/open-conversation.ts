import type { Session } from '../../../shared/api/copilot.ts';
import { ApiError } from '../api/api-error.ts';
import type { CopilotApi } from '../api/copilot-api.ts';
import type { CopilotMessage } from '../chat/copilot-message.ts';
import type { PageMemory } from './page-memory.ts';

export interface OpenConversation {
  readonly session: Session;
  readonly messages: CopilotMessage[];
}

/** How a page connects a client. */
export type OpenSession = (
  api: ConversationApi,
  memory: PageMemory,
  clientId: string,
) => Promise<OpenConversation>;

type ConversationApi = Pick<CopilotApi, 'connect' | 'getConversation'>;

/**
 * Connects a client and reads what was said before. Goes on with the conversation that this tab
 * remembers, and starts a new one when that is gone.
 */
export async function openConversation(
  api: ConversationApi,
  memory: PageMemory,
  clientId: string,
): Promise<OpenConversation> {
  const session = await connectRemembered(api, memory, clientId);
  memory.setConversationId(clientId, session.conversationId);
  return { session, messages: await loadMessages(api, session.conversationId) };
}

/** Connects a client without reading what was said: forms show none of it. */
export const openSession: OpenSession = async (api, memory, clientId) => ({
  session: await connectRemembered(api, memory, clientId),
  messages: [],
});

async function connectRemembered(
  api: ConversationApi,
  memory: PageMemory,
  clientId: string,
): Promise<Session> {
  const remembered = memory.getConversationId(clientId);
  if (remembered === null) return api.connect(clientId);
  try {
    return await api.connect(clientId, remembered);
  } catch (error) {
    if (!isConversationGone(error)) throw error;
    memory.forgetConversation(clientId);
    return api.connect(clientId);
  }
}

/** The messages of a conversation; none when nothing has been said in it yet. */
export async function loadMessages(
  api: Pick<CopilotApi, 'getConversation'>,
  conversationId: string,
): Promise<CopilotMessage[]> {
  try {
    const { messages } = await api.getConversation(conversationId);
    // The contract leaves the parts open; they are those the stream sent, which the chat shows.
    return messages as CopilotMessage[];
  } catch (error) {
    if (isConversationGone(error)) return [];
    throw error;
  }
}

const isConversationGone = (error: unknown): boolean =>
  error instanceof ApiError && error.problem.code === 'conversation_not_found';
