import type { ChargeRecord } from '../ledger/account/charge-record.ts';

/**
 * Units that the work behind an open hold has delivered, as its own record says, whatever became
 * of the process that did it; 0 for none. What was delivered is owed, whatever the deadline says.
 */
export type CountDelivered = (charge: ChargeRecord) => Promise<number>;

/** Asks each kind of work in turn: a hold pays for one of them at most. */
export const createCountDelivered =
  (kinds: readonly CountDelivered[]): CountDelivered =>
  async (charge) => {
    for (const countDelivered of kinds) {
      const delivered = await countDelivered(charge);
      if (delivered > 0) return delivered;
    }
    return 0;
  };
