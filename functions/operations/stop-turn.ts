import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation } from '../route-request.ts';
import type { TurnStore } from '../store/turns.ts';
import { findTurn } from '../turn/find-turn.ts';

/** Asks a running turn to stop. A turn that has ended is left as it is. */
export function createStopTurn(dependencies: {
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly turns: Pick<TurnStore, 'readTurn' | 'requestStop'>;
}): Operation<typeof routes.stopTurn> {
  return async ({ principal, params: { messageId } }) => {
    const turn = await findTurn(dependencies, principal.accountId, messageId);
    return { messageId, isStopping: await dependencies.turns.requestStop(turn) };
  };
}
