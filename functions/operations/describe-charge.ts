import type { Charge } from '../../shared/api/charges.ts';
import type { SpendAnswer } from '../ledger/decision.ts';

/** A charge at once, as it was first answered. */
export const describeCharge = (answer: SpendAnswer): Charge => ({
  chargeId: answer.chargeId,
  service: answer.service,
  quantity: answer.quantity,
  tokens: answer.tokens,
  balanceAfter: answer.balanceAfter,
  sequence: answer.sequence,
  status: 'charged',
  createdAt: answer.createdAt,
});
