import type { SpendCommand } from '../../../functions/ledger/commands.ts';
import { monthStart } from './pass-time.ts';
import { isCount, isKnownService, priceFor } from './price-list.ts';
import { announce, balanceOf, payOut, type Purse } from './purse.ts';
import { returnOverdue } from './return-tokens.ts';
import {
  deadlineAfter,
  type Foretold,
  isoOf,
  type Outcome,
  type Payment,
  refused,
  repeated,
  type View,
} from './view.ts';

/** Refusals and repetitions that need no look into the purse. */
export function recallPayment(view: View, command: SpendCommand): Outcome | null {
  const { service, quantity, kind } = command;
  if (!isKnownService(service)) return refused('service_unknown');
  if (!isCount(quantity)) return refused('amount_invalid');
  const earlier = view.payment(view.chargeIdOf(command.idempotencyKey));
  if (earlier === undefined) return null;
  const isSame =
    earlier.isHold === (kind === 'hold') &&
    earlier.service === service &&
    earlier.quantity === quantity;
  return isSame ? repeated(describePayment(earlier)) : refused('idempotency_key_reused');
}

/** @param purse brought up to `now` */
export function pay(view: View, purse: Purse, command: SpendCommand, now: string): Outcome {
  const price = priceFor(command.service, command.quantity);
  const isAfterTheFact = command.kind === 'charge' && command.isAfterTheFact === true;
  if (purse.isFrozen) {
    return isAfterTheFact ? noteUnpaid(view, purse, command, now) : refused('account_frozen');
  }
  if (price <= balanceOf(purse)) return takePayment(view, purse, command, now, price);
  // Before anybody is told that tokens are missing, overdue holds come back.
  const enriched = returnOverdue(view, purse, now);
  if (price <= balanceOf(enriched)) return takePayment(view, enriched, command, now, price);
  return isAfterTheFact ? noteUnpaid(view, purse, command, now) : refused('insufficient_tokens');
}

function takePayment(
  view: View,
  before: Purse,
  command: SpendCommand,
  now: string,
  price: number,
): Outcome {
  const { purse, taken } = payOut(before, price);
  const isHold = command.kind === 'hold';
  const deadlineSeconds = isHold ? deadlineAfter(now, command.holdSeconds) : null;
  const payment: Payment = {
    ...blankPayment(view, purse, command, now),
    tokens: price,
    taken,
    status: isHold ? 'open' : 'captured',
    kept: isHold ? 0 : price,
    firstDeadlineSeconds: deadlineSeconds,
    deadlineSeconds,
  };
  const open = new Map(purse.open);
  if (deadlineSeconds !== null) open.set(payment.chargeId, { tokens: price, deadlineSeconds });
  const paid = { ...announce(purse), used: purse.used + price, open };
  return { kind: 'done', answer: describePayment(payment), purse: paid, payment };
}

/** The work is done and nobody can pay for it: written down, and nothing taken. */
function noteUnpaid(view: View, purse: Purse, command: SpendCommand, now: string): Outcome {
  const blank = blankPayment(view, purse, command, now);
  const payment: Payment = { ...blank, status: 'uncollected' };
  return { kind: 'done', answer: describePayment(payment), purse, payment };
}

const blankPayment = (view: View, after: Purse, command: SpendCommand, now: string): Payment => ({
  chargeId: view.chargeIdOf(command.idempotencyKey),
  isHold: command.kind === 'hold',
  service: command.service,
  quantity: command.quantity,
  tokens: 0,
  balanceAfter: balanceOf(after),
  taken: [],
  status: 'open',
  kept: 0,
  refunded: 0,
  paidIn: monthStart(after),
  createdAt: now,
  firstDeadlineSeconds: null,
  deadlineSeconds: null,
  balanceAfterSettling: null,
});

/** The first answer, but for the status, which is that of now. */
const describePayment = (payment: Payment): Foretold => ({
  chargeId: payment.chargeId,
  service: payment.service,
  quantity: payment.quantity,
  tokens: payment.tokens,
  balanceBefore: payment.balanceAfter + payment.tokens,
  balanceAfter: payment.balanceAfter,
  status: payment.status,
  createdAt: payment.createdAt,
  expiresAt: payment.firstDeadlineSeconds === null ? null : isoOf(payment.firstDeadlineSeconds),
});
