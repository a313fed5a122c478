import { topUpPath } from '../../../shared/plans.ts';
import { isServiceId, priceBook, priceOf, type ServiceId } from '../../../shared/price-book.ts';
import { takeFromBuckets } from '../account/buckets.ts';
import { type ChargeRecord, chargeIdOf } from '../account/charge-record.ts';
import { fingerprintOf, type SpendCommand } from '../commands.ts';
import { commitDraft, type Decision, type Known, refuse, type SpendAnswer } from '../decision.ts';
import { appendEntry, type Draft, type EntryContent } from '../account/draft.ts';
import type { Entry } from '../account/entry.ts';
import { isQuantity } from '../account/is-quantity.ts';
import { periodEnd, periodStart } from '../account/period.ts';

/** A spend that was carried out before, or can never be. */
export function recallSpend(known: Known, command: SpendCommand): Decision | null {
  if (!isServiceId(command.service)) {
    return refuse('service_unknown', { service: command.service });
  }
  if (!isQuantity(command.quantity)) return refuse('amount_invalid');
  if (known.charge === null) return null;
  if (known.charge.fingerprint !== fingerprintOf(command)) return refuse('idempotency_key_reused');
  const isReplay = known.charge.writtenBy !== known.writtenBy;
  return { kind: 'answer', answer: spendAnswer(known.charge, isReplay) };
}

/** Charges at once, or holds: takes the tokens and writes the CHARGE item. */
export function decideSpend(draft: Draft, known: Known, command: SpendCommand): Decision {
  // `recall` let known services through only.
  const tokens = priceOf(command.service as ServiceId, command.quantity);
  const { available, frozen, period } = draft.state;
  if (frozen === undefined && tokens <= available) return takeTokens(draft, known, command, tokens);
  if (command.kind === 'charge' && command.isAfterTheFact) {
    return recordUncollected(draft, known, command, tokens);
  }
  if (frozen !== undefined) return refuse('account_frozen');
  return refuse('insufficient_tokens', {
    service: command.service,
    required: tokens,
    available,
    topUpUrl: topUpPath,
    nextGrantAt: periodEnd(period),
  });
}

function takeTokens(draft: Draft, known: Known, command: SpendCommand, tokens: number): Decision {
  const { slices } = takeFromBuckets(draft.state.buckets, tokens);
  // Not -0 for a free service: it would be stored, and hashed, as something other than 0.
  const content = spendContent(command, command.kind, tokens === 0 ? 0 : -tokens);
  const taken = appendEntry(draft, content, known.now);
  const state = { ...taken.state, usedThisPeriod: taken.state.usedThisPeriod + tokens };
  const newCharge: ChargeRecord = {
    ...chargeOf(taken, known, command),
    tokens,
    slices,
    ...(command.kind === 'charge'
      ? { status: 'captured', capturedTokens: tokens }
      : {
          status: 'open',
          holdSeconds: command.holdSeconds,
          expiresAtEpochSeconds: deadlineOf(known.now, command.holdSeconds),
        }),
  };
  return commitDraft({ ...taken, state }, { newCharge, answer: spendAnswer(newCharge, false) });
}

/** What was used and cannot be paid: nothing is taken, and nothing is forgotten. */
function recordUncollected(
  draft: Draft,
  known: Known,
  command: SpendCommand,
  tokens: number,
): Decision {
  const content = spendContent(command, 'uncollected', 0);
  const reference = { ...content.reference, owed: tokens };
  const recorded = appendEntry(draft, { ...content, reference }, known.now);
  const newCharge: ChargeRecord = {
    ...chargeOf(recorded, known, command),
    tokens: 0,
    slices: [],
    status: 'uncollected',
    capturedTokens: 0,
    uncollectedTokens: tokens,
  };
  return commitDraft(recorded, { newCharge, answer: spendAnswer(newCharge, false) });
}

const spendContent = (
  command: SpendCommand,
  kind: Entry['kind'],
  tokens: number,
): EntryContent => ({
  kind,
  tokens,
  service: command.service,
  quantity: command.quantity,
  chargeId: chargeIdOf(command.idempotencyKey),
  clientId: command.clientId,
  sessionId: command.sessionId,
  reference: command.reference ?? {},
  actor: command.actor,
});

const chargeOf = (taken: Draft, known: Known, command: SpendCommand) => ({
  accountId: command.accountId,
  chargeId: chargeIdOf(command.idempotencyKey),
  fingerprint: fingerprintOf(command),
  writtenBy: known.writtenBy,
  kind: command.kind,
  service: command.service,
  quantity: command.quantity,
  priceVersion: priceBook.version,
  periodStart: periodStart(taken.state.period),
  sequence: taken.state.version,
  balanceAfter: taken.state.available,
  clientId: command.clientId,
  sessionId: command.sessionId,
  reference: command.reference ?? {},
  createdAt: known.now,
});

/** Whole seconds, rounded up: a deadline is never nearer than was asked. */
export const deadlineOf = (from: string, seconds: number): number =>
  Math.ceil(Date.parse(from) / 1000) + seconds;

export const toIsoTime = (epochSeconds: number): string =>
  new Date(epochSeconds * 1000).toISOString();

const spendAnswer = (charge: ChargeRecord, isReplay: boolean): SpendAnswer => ({
  chargeId: charge.chargeId,
  service: charge.service,
  quantity: charge.quantity,
  tokens: charge.tokens,
  sequence: charge.sequence,
  balanceBefore: charge.balanceAfter + charge.tokens,
  balanceAfter: charge.balanceAfter,
  status: charge.status,
  reference: charge.reference,
  createdAt: charge.createdAt,
  expiresAt:
    charge.holdSeconds === undefined
      ? null
      : toIsoTime(deadlineOf(charge.createdAt, charge.holdSeconds)),
  isReplay,
});
