import { createCloseSession } from '../operations/close-session.ts';
import { createGetConversation } from '../operations/get-conversation.ts';
import { createStopTurn } from '../operations/stop-turn.ts';
import { createConversationStore } from '../store/conversations.ts';
import { createSessionStore } from '../store/sessions.ts';
import { createTurnStore } from '../store/turns.ts';
import { ledger, now, table } from './foundation.ts';

export const closeSession = () =>
  createCloseSession({ sessions: createSessionStore(table()), now });

export const stopTurn = () => createStopTurn({ ledger: ledger(), turns: createTurnStore(table()) });

export const getConversation = () =>
  createGetConversation({
    conversations: createConversationStore(table()),
    turns: createTurnStore(table()),
  });
