import type {
  CaptureCommand,
  ExpireCommand,
  ExtendCommand,
  ReleaseCommand,
} from '../../../functions/ledger/commands.ts';
import { isCount, priceFor } from './price-list.ts';
import { announce, balanceOf, payOut, type Purse } from './purse.ts';
import { isPast, returnTokens } from './return-tokens.ts';
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

/** A hold lives no longer than a day, however often it is extended. */
const longestHoldSeconds = 24 * 60 * 60;

/** @param purse brought up to `now` */
export function capture(view: View, purse: Purse, command: CaptureCommand, now: string): Outcome {
  const hold = holdOf(view, command.chargeId);
  if (hold === null) return refused('hold_not_found');
  const { quantity } = command;
  if (quantity !== undefined && !isCount(quantity)) return refused('amount_invalid');
  const kept = quantity === undefined ? hold.tokens : priceFor(hold.service, quantity);
  if (kept > hold.tokens) return refused('capture_above_hold');
  if (hold.status === 'open') return settle(purse, hold, 'captured', kept, now);
  if (hold.status === 'released') return refused('hold_released');
  if (hold.status === 'captured') {
    const isRepeated = hold.kept === kept && command.idempotencyKey === undefined;
    return isRepeated ? repeated(describeHold(hold)) : refused('hold_captured');
  }
  const isLate = hold.status === 'expired' && kept > 0;
  return isLate ? collectLate(purse, hold, kept) : describeAsItStands(purse, hold, command);
}

/** @param purse brought up to `now` */
export function giveUp(
  view: View,
  purse: Purse,
  command: ReleaseCommand | ExpireCommand,
  now: string,
): Outcome {
  const hold = holdOf(view, command.chargeId);
  if (hold === null) return refused('hold_not_found');
  const isRelease = command.kind === 'release';
  if (hold.status === 'open') {
    if (isRelease) return settle(purse, hold, 'released', 0, now);
    const isDue = isPast(hold.deadlineSeconds ?? Infinity, now);
    return isDue ? settle(purse, hold, 'expired', 0, now) : refused('hold_not_due');
  }
  if (!isRelease) return repeated(describeHold(hold));
  if (hold.status === 'captured') return refused('hold_captured');
  const isSecondKey = hold.status === 'released' && command.idempotencyKey !== undefined;
  return isSecondKey ? refused('hold_released') : describeAsItStands(purse, hold, command);
}

/** Nothing is left to do; a key remembers even that. */
const describeAsItStands = (
  purse: Purse,
  hold: Payment,
  { idempotencyKey }: CaptureCommand | ReleaseCommand,
): Outcome =>
  idempotencyKey === undefined
    ? repeated(describeHold(hold))
    : { kind: 'done', answer: describeHold(hold), purse };

export function extend(view: View, purse: Purse, command: ExtendCommand, now: string): Outcome {
  const hold = holdOf(view, command.chargeId);
  if (hold === null) return refused('hold_not_found');
  if (hold.status === 'captured') return refused('hold_captured');
  if (hold.status === 'released') return refused('hold_released');
  if (hold.status !== 'open') return refused('hold_expired');
  const wanted = Math.max(hold.deadlineSeconds ?? 0, deadlineAfter(now, command.holdSeconds));
  const deadlineSeconds = Math.min(wanted, deadlineAfter(hold.createdAt, longestHoldSeconds));
  const open = new Map(purse.open).set(hold.chargeId, { tokens: hold.tokens, deadlineSeconds });
  return {
    kind: 'done',
    answer: { chargeId: hold.chargeId, status: 'open', expiresAt: isoOf(deadlineSeconds) },
    purse: { ...purse, open },
    payment: { ...hold, deadlineSeconds },
  };
}

function holdOf(view: View, chargeId: string): Payment | null {
  const payment = view.payment(chargeId);
  return payment?.isHold === true ? payment : null;
}

function settle(
  before: Purse,
  hold: Payment,
  status: 'captured' | 'released' | 'expired',
  kept: number,
  now: string,
): Outcome {
  const open = new Map(before.open);
  open.delete(hold.chargeId);
  const movesTokens = status !== 'captured' || kept < hold.tokens;
  const back = hold.tokens - kept;
  const purse = movesTokens
    ? returnTokens({ ...before, open }, hold, back, now)
    : { ...before, open };
  const payment: Payment = {
    ...hold,
    status,
    kept,
    balanceAfterSettling: movesTokens ? balanceOf(purse) : null,
  };
  return { kind: 'done', answer: describeHold(payment), purse, payment };
}

/** The hold was given back at its deadline, and then the work was delivered after all. */
function collectLate(before: Purse, hold: Payment, kept: number): Outcome {
  const isCovered = kept <= balanceOf(before);
  const { purse } = payOut(before, isCovered ? kept : 0);
  const payment: Payment = {
    ...hold,
    status: isCovered ? 'captured' : 'uncollected',
    kept: isCovered ? kept : 0,
    balanceAfterSettling: balanceOf(purse),
  };
  const paid = { ...announce(purse), used: purse.used + payment.kept };
  return { kind: 'done', answer: describeHold(payment), purse: paid, payment };
}

const describeHold = (hold: Payment): Foretold => ({
  chargeId: hold.chargeId,
  status: hold.status,
  capturedTokens: hold.kept,
  releasedTokens: hold.tokens - hold.kept,
  balanceAfter: hold.balanceAfterSettling,
});
