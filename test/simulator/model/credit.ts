import type {
  AdjustCommand,
  ChangePlanCommand,
  FreezeCommand,
  GrantCommand,
  RefundCommand,
} from '../../../functions/ledger/commands.ts';
import { beginMonth, monthEnd, monthStart } from './pass-time.ts';
import { isAmount, planTerms } from './price-list.ts';
import { announce, balanceOf, payOut, type Purse, putIn, rearm } from './purse.ts';
import { returnOverdue } from './return-tokens.ts';
import { type Foretold, type Outcome, refused, repeated, type View } from './view.ts';

/** The largest balance. */
const trillion = 1_000_000_000_000;

export function grant(purse: Purse, command: GrantCommand, now: string): Outcome {
  const { tokens, bucket: kind, expiresAt: until = null } = command;
  if (until !== null && until <= now) return refused('amount_invalid');
  return balanceOf(purse) + tokens > trillion
    ? refused('amount_invalid')
    : moved(rearm(putIn(purse, { kind, until, tokens })), tokens);
}

export function adjust(view: View, before: Purse, command: AdjustCommand, now: string): Outcome {
  const { tokens } = command;
  if (balanceOf(before) + tokens > trillion) return refused('amount_invalid');
  if (tokens > 0) {
    return moved(rearm(putIn(before, { kind: 'refund', until: null, tokens })), tokens);
  }
  const isCovered = -tokens <= balanceOf(before);
  const purse = isCovered ? before : returnOverdue(view, before, now);
  return -tokens <= balanceOf(purse)
    ? moved(announce(payOut(purse, -tokens).purse), tokens)
    : refused('insufficient_tokens');
}

/** What can be said of a refund without the purse. */
export function checkRefund(view: View, command: RefundCommand): Outcome | null {
  const payment = view.payment(command.chargeId);
  if (payment === undefined) return refused('charge_not_found');
  if (payment.status !== 'captured') return refused('charge_not_captured');
  const left = payment.kept - payment.refunded;
  const tokens = command.tokens ?? left;
  if (left === 0 || tokens > left) return refused('refund_above_paid');
  return isAmount(tokens) ? null : refused('amount_invalid');
}

export function refund(view: View, before: Purse, command: RefundCommand): Outcome {
  const wrong = checkRefund(view, command);
  const payment = view.payment(command.chargeId);
  if (wrong !== null || payment === undefined) return wrong ?? refused('charge_not_found');
  const tokens = command.tokens ?? payment.kept - payment.refunded;
  const filled = rearm(putIn(before, { kind: 'refund', until: null, tokens }));
  const isOfThisMonth = payment.paidIn === monthStart(before);
  const used = isOfThisMonth ? Math.max(0, before.used - tokens) : before.used;
  const refunded = payment.refunded + tokens;
  return {
    ...moved({ ...filled, used }, tokens, { chargeId: payment.chargeId, refundedTokens: refunded }),
    payment: { ...payment, refunded },
  };
}

/** A larger plan begins now; any other waits for the end of the month that is paid. */
export function changePlan(before: Purse, { plan }: ChangePlanCommand, now: string): Outcome {
  if (before.isFrozen) return refused('account_frozen');
  if (planTerms[plan].monthly > planTerms[before.plan].monthly) {
    const begun = beginMonth({ ...before, anchor: now, month: 0 }, plan);
    return moved(begun, planTerms[plan].monthly, { plan, startsAt: now });
  }
  const isSame = plan === before.plan;
  const startsAt = isSame ? monthStart(before) : monthEnd(before);
  return moved({ ...before, nextPlan: isSame ? null : plan }, 0, { plan, startsAt });
}

export function freeze(before: Purse, { kind }: FreezeCommand): Outcome {
  const isFrozen = kind === 'freeze';
  if (before.isFrozen === isFrozen) return repeated({ isFrozen });
  return { kind: 'done', answer: { isFrozen }, purse: { ...before, isFrozen } };
}

const moved = (purse: Purse, tokens: number, members: Foretold = {}) => ({
  kind: 'done' as const,
  answer: { tokens, balanceAfter: balanceOf(purse), ...members },
  purse,
});
