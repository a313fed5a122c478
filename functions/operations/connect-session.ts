import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { ConversationStore } from '../store/conversations.ts';
import type { SessionStore } from '../store/sessions.ts';
import { describeSession, type DescribeSessionDependencies } from './describe-session.ts';
import { listSessionTools, type ListSessionToolsDependencies } from './list-session-tools.ts';

export interface ConnectSessionDependencies
  extends DescribeSessionDependencies, ListSessionToolsDependencies {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly conversations: ConversationStore;
  readonly sessions: Pick<SessionStore, 'createSession'>;
  readonly log: Log;
}

/**
 * Binds a new session to one client of the caller, whom every charge of the session will name.
 *
 * @throws AppError `client_not_found`, also for a client of somebody else; `server_unknown`;
 *   `conversation_not_found`; `server_unreachable`, after which no session exists
 */
export function createConnectSession(
  dependencies: ConnectSessionDependencies,
): Operation<typeof routes.connect> {
  const { accounts, conversations, sessions, log, now } = dependencies;

  async function chooseConversation(
    accountId: string,
    clientId: string,
    wanted: string | undefined,
  ): Promise<string> {
    if (wanted === undefined) {
      const created = await conversations.createConversation({ accountId, clientId }, now());
      return created.conversationId;
    }
    const found = await conversations.readConversation(wanted);
    if (found?.accountId !== accountId || found.clientId !== clientId) {
      throw new AppError('conversation_not_found');
    }
    return found.conversationId;
  }

  return async ({ principal, body }) => {
    const { accountId } = principal;
    const { clientId } = body;
    log.info('account lookup', { clientId });
    const client = await accounts.readClient(clientId);
    if (client?.accountId !== accountId) throw new AppError('client_not_found');
    log.info('account found', { clientId, accountId });
    // First what may fail, so that a session that exists also works.
    const tools = await listSessionTools(dependencies, { server: body.server, clientId });
    const conversationId = await chooseConversation(accountId, clientId, body.conversationId);
    const { toolPins } = tools;
    const bound = { accountId, clientId, clientName: client.name, server: body.server, toolPins };
    const session = await sessions.createSession({ ...bound, conversationId }, now());
    return describeSession(dependencies, session, tools);
  };
}
