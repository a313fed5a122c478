import type { ChargeRecord } from '../ledger/account/charge-record.ts';
import type { TurnStore } from '../store/turns.ts';

export type WasDelivered = (charge: ChargeRecord) => Promise<boolean>;

/**
 * Whether a hold paid for a turn that has its reply: the process that stored the reply died before
 * it captured the hold. Such a hold is owed, whatever its deadline says.
 *
 * Only turns leave a trace of their delivery, so any other hold counts as not delivered.
 */
export function createWasDelivered({
  turns,
}: {
  readonly turns: Pick<TurnStore, 'readTurn'>;
}): WasDelivered {
  return async ({ accountId, chargeId, reference }) => {
    const { conversation, turn: turnKey } = reference;
    if (conversation === undefined || turnKey === undefined) return false;
    const turn = await turns.readTurn(String(conversation), String(turnKey));
    // A reference is text from outside: the turn must name this very charge, too. A later attempt
    // names another one.
    if (turn?.chargeId !== chargeId || turn.accountId !== accountId) return false;
    // A turn that goes on after an approval is running again, and has answered before.
    return turn.replyJson !== undefined && turn.outcome !== 'failed';
  };
}
