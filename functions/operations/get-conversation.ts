import { limits } from '../../shared/limits.ts';
import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Operation } from '../route-request.ts';
import type { ConversationStore } from '../store/conversations.ts';
import type { Turn, TurnStore } from '../store/turns.ts';
import { metadataOf, replyIdOf, replyOf, userMessageOf } from '../turn/stored-reply.ts';

/** The newest messages of a conversation. Reading never costs. */
export function createGetConversation(dependencies: {
  readonly conversations: Pick<ConversationStore, 'readConversation'>;
  readonly turns: Pick<TurnStore, 'listTurns'>;
}): Operation<typeof routes.getConversation> {
  const { conversations, turns } = dependencies;
  return async ({ principal, params: { conversationId } }) => {
    const conversation = await conversations.readConversation(conversationId);
    if (conversation?.accountId !== principal.accountId) {
      throw new AppError('conversation_not_found');
    }
    const listed = await turns.listTurns(conversationId, limits.conversationTurnCount);
    const { clientId } = conversation;
    return { conversationId, clientId, messages: listed.flatMap(toMessages) };
  };
}

/** Also a turn without a reply has one to show: that it runs, or that it failed for nothing. */
function toMessages(turn: Turn) {
  const reply = replyOf(turn) ?? {
    id: replyIdOf(turn.messageId),
    role: 'assistant' as const,
    metadata: metadataOf(turn),
    parts: [],
  };
  const message = userMessageOf(turn);
  return [
    { ...message, role: 'user' as const },
    { ...reply, role: 'assistant' as const },
  ];
}
