import { usageEventSchema } from '../../shared/api/charges.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log.ts';
import { describeCause, toAppError } from '../problem.ts';
import type { AccountStore } from '../store/accounts.ts';
import { buildSpend } from './build-spend.ts';
import { requireClient } from './require-client.ts';

/** A message of the usage queue. */
export interface UsageMessage {
  readonly messageId: string;
  /** JSON of a usage event. */
  readonly body: string;
}

type Outcome = 'charged' | 'replayed' | 'uncollected' | 'failed';

/** Not `system`: that is what time brings about, and has no line in the log. */
const actor = 'queue:usage';

/**
 * Charges what other services report as used. The work is done already, so a balance that does not
 * cover it is recorded as uncollected. Messages of one account are committed together; one that
 * comes again is charged once.
 *
 * @returns ids of the messages that failed: to be delivered again, and in the end to be looked at
 */
export function createChargeUsage(dependencies: {
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly log: Log;
}) {
  const { ledger, accounts, log } = dependencies;

  async function chargeMessage({ messageId, body }: UsageMessage): Promise<Outcome> {
    const parsed = usageEventSchema.safeParse(parseJson(body));
    if (!parsed.success) {
      log.error('usage event malformed', { messageId });
      return 'failed';
    }
    const { id, accountId, ...usage } = parsed.data;
    try {
      await requireClient(accounts, accountId, usage.clientId);
      const spend = buildSpend({ accountId, actor }, 'usage', id, usage);
      const answer = await ledger.execute({ kind: 'charge', ...spend, isAfterTheFact: true });
      if (answer.isReplay) return 'replayed';
      return answer.status === 'uncollected' ? 'uncollected' : 'charged';
    } catch (thrown) {
      logFailure(messageId, accountId, thrown);
      return 'failed';
    }
  }

  /** Nobody waits for an answer, so that even an ordinary refusal is worth a warning. */
  function logFailure(messageId: string, accountId: string, thrown: unknown): void {
    const error = toAppError(thrown);
    const { level } = errorCatalogue[error.code];
    const cause = describeCause(error);
    log[level === 'info' ? 'warn' : level]('usage event failed', {
      messageId,
      accountId,
      code: error.code,
      ...(cause !== undefined && { cause }),
    });
  }

  return async function chargeUsage(messages: readonly UsageMessage[]): Promise<string[]> {
    const outcomes = await Promise.all(messages.map(chargeMessage));
    const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
    log.info('usage charged', {
      messages: messages.length,
      charged: count('charged'),
      replayed: count('replayed'),
      uncollected: count('uncollected'),
      failed: count('failed'),
    });
    return messages.flatMap(({ messageId }, index) =>
      outcomes[index] === 'failed' ? [messageId] : [],
    );
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
