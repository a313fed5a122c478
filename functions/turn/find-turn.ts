import { AppError } from '../app-error.ts';
import { chargeIdOf } from '../ledger/account/charge-record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Turn, TurnStore } from '../store/turns.ts';
import { turnKeyOfAttempt } from './begin-turn.ts';

/**
 * The caller's turn by its message id. The charge of its first attempt knows where it stands, so
 * it is found within the caller's own account only.
 *
 * @throws AppError `turn_not_found`
 */
export async function findTurn(
  { ledger, turns }: { ledger: Pick<Ledger, 'reader'>; turns: Pick<TurnStore, 'readTurn'> },
  accountId: string,
  messageId: string,
): Promise<Turn> {
  const chargeId = chargeIdOf(turnKeyOfAttempt(messageId, 1));
  const charge = await ledger.reader.readCharge(accountId, chargeId);
  const { conversation, turn: turnKey } = charge?.reference ?? {};
  const turn =
    conversation === undefined || turnKey === undefined
      ? null
      : await turns.readTurn(String(conversation), String(turnKey));
  if (turn === null || turn.accountId !== accountId) throw new AppError('turn_not_found');
  return turn;
}
