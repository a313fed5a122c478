import type { Session, SessionTool } from '../../shared/api/copilot.ts';
import type { ModelDescription } from '../agent/describe-model.ts';
import type { OfferedTool } from '../agent/session-tools.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readSoundState, summariseBalance } from '../ledger/read/read-balance.ts';
import type { SessionRecord } from '../store/sessions.ts';
import type { SessionTools } from './list-session-tools.ts';

export interface DescribeSessionDependencies {
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly model: ModelDescription;
  readonly now: () => Date;
}

/** A session as its page sees it: what it can do, what that costs, and what is left to spend. */
export async function describeSession(
  { ledger, model, now }: DescribeSessionDependencies,
  session: SessionRecord,
  { serverTitle, offered }: SessionTools,
): Promise<Session> {
  const state = await readSoundState(ledger.reader, session.accountId, now().toISOString());
  return {
    sessionId: session.sessionId,
    clientId: session.clientId,
    clientName: session.clientName,
    server: session.server,
    serverTitle,
    conversationId: session.conversationId,
    tools: offered.map(toSessionTool),
    model: { provider: model.provider, name: model.name },
    balance: summariseBalance(state),
    expiresAt: session.expiresAt,
  };
}

const toSessionTool = ({ tool, policy }: OfferedTool): SessionTool => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  isReadOnly: tool.isReadOnly,
  service: policy.service,
  tokens: policy.tokens,
  needsApproval: policy.needsApproval,
});
