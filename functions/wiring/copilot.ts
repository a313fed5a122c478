import { createCloseSession } from '../operations/close-session.ts';
import { createConnectSession } from '../operations/connect-session.ts';
import { createGetConversation } from '../operations/get-conversation.ts';
import { createGetSession } from '../operations/get-session.ts';
import { createStopTurn } from '../operations/stop-turn.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createConversationStore } from '../store/conversations.ts';
import { createSessionStore } from '../store/sessions.ts';
import { createTurnStore } from '../store/turns.ts';
import { ledger, now, table } from './foundation.ts';
import { sessionParts } from './session-parts.ts';

export const connectSession = () =>
  createConnectSession({
    ...sessionParts(process.env),
    accounts: createAccountStore(table()),
    conversations: createConversationStore(table()),
  });

export const getSession = () => createGetSession(sessionParts(process.env));

export const closeSession = () =>
  createCloseSession({ sessions: createSessionStore(table()), now });

export const stopTurn = () => createStopTurn({ ledger: ledger(), turns: createTurnStore(table()) });

export const getConversation = () =>
  createGetConversation({
    conversations: createConversationStore(table()),
    turns: createTurnStore(table()),
  });
