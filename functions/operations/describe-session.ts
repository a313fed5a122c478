import type { Session } from '../../shared/api/copilot.ts';
import type { ChosenModel } from '../agent/create-model.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readSoundState, summariseBalance } from '../ledger/read/read-balance.ts';
import type { SessionRecord } from '../store/sessions.ts';
import { type OpenTools, toSessionTool } from './open-tools.ts';

export interface DescribeSessionDependencies {
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly model: Pick<ChosenModel, 'provider' | 'name'>;
  readonly now: () => Date;
}

/** A session as its page sees it: what it can do, what that costs, and what is left to spend. */
export async function describeSession(
  { ledger, model, now }: DescribeSessionDependencies,
  session: SessionRecord,
  { serverTitle, offered }: Pick<OpenTools, 'serverTitle' | 'offered'>,
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
