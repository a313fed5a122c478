import { describeModel } from '../agent/describe-model.ts';
import { readModelConfig } from '../config.ts';
import { createConnectSession } from '../operations/connect-session.ts';
import { createGetSession } from '../operations/get-session.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createConversationStore } from '../store/conversations.ts';
import { table } from './foundation.ts';
import { listTools } from './list-tools.ts';
import { sessionParts } from './session-parts.ts';

/** Shows what a session can do, and calls nothing: neither a model nor, for our own servers, MCP. */
const describingParts = () => ({
  ...sessionParts(),
  model: describeModel(readModelConfig(process.env)),
  listTools: listTools(),
});

export const connectSession = () =>
  createConnectSession({
    ...describingParts(),
    accounts: createAccountStore(table()),
    conversations: createConversationStore(table()),
  });

export const getSession = () => createGetSession(describingParts());
