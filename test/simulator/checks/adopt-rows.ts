import * as z from 'zod';
import { levelOf, planTerms, type PlanName } from '../model/price-list.ts';
import { type OpenHold, pocketOrder, type Purse } from '../model/purse.ts';
import type { Payment } from '../model/view.ts';
import type { ChargeRow, StateRow } from './rows.ts';

const pocketKindSchema = z.enum(pocketOrder);
// The keys of the plans are their names.
const planSchema = z.enum(Object.keys(planTerms) as [PlanName, ...PlanName[]]);

/**
 * The purse that a stored state describes. Only for a state that was lost and had to be worked out
 * anew: how, is the ledger's affair, as long as the balance is what the entries say.
 */
export function adoptState(row: StateRow, open: ReadonlyMap<string, OpenHold>): Purse {
  const plan = planSchema.parse(row.plan);
  return {
    pockets: row.buckets.map(({ kind, expiresAt, remaining }) => ({
      kind: pocketKindSchema.parse(kind),
      until: expiresAt ?? null,
      tokens: remaining,
    })),
    used: row.usedThisPeriod,
    plan,
    nextPlan: row.nextPlan === undefined ? null : planSchema.parse(row.nextPlan),
    anchor: row.period.anchor,
    month: row.period.number,
    carried: row.rolledOver,
    isFrozen: row.frozen !== undefined,
    announced: z
      .enum(['ok', 'low', 'critical', 'empty'])
      .catch(levelOf(row.available, plan))
      .parse(row.alertedLevel),
    open,
  };
}

/** The payment that a charge's row describes. @param before as it was known until now */
export const adoptCharge = (row: ChargeRow, before: Payment | undefined): Payment => ({
  chargeId: row.chargeId,
  isHold: row.kind === 'hold',
  service: row.service,
  quantity: row.quantity,
  tokens: row.tokens,
  balanceAfter: row.balanceAfter,
  taken: row.slices.map(({ kind, expiresAt, tokens }) => ({
    kind: pocketKindSchema.parse(kind),
    until: expiresAt ?? null,
    tokens,
  })),
  status: row.status,
  kept: row.capturedTokens ?? 0,
  refunded: row.refundedTokens ?? 0,
  paidIn: row.periodStart,
  createdAt: row.createdAt,
  firstDeadlineSeconds: before?.firstDeadlineSeconds ?? row.expiresAtEpochSeconds ?? null,
  deadlineSeconds: row.expiresAtEpochSeconds ?? null,
  balanceAfterSettling: row.settledBalanceAfter ?? null,
});

/** Open holds after the charges of one write. */
export function adoptOpen(
  before: ReadonlyMap<string, OpenHold>,
  rows: readonly ChargeRow[],
): Map<string, OpenHold> {
  const open = new Map(before);
  for (const { chargeId, status, tokens, expiresAtEpochSeconds: deadlineSeconds = 0 } of rows) {
    if (status === 'open') open.set(chargeId, { tokens, deadlineSeconds });
    else open.delete(chargeId);
  }
  return open;
}
