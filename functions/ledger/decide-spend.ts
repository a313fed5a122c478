import { topUpPath } from '../../shared/plans.ts';
import { isServiceId, priceBook, priceOf } from '../../shared/price-book.ts';
import { takeFromBuckets } from './buckets.ts';
import { type ChargeRecord, chargeIdOf } from './charge-record.ts';
import { fingerprintOf, type SpendCommand } from './commands.ts';
import { type Decision, type DecisionInput, refuse, type SpendAnswer } from './decision.ts';
import { appendEntry, type Draft } from './draft.ts';
import { isQuantity } from './is-quantity.ts';
import { soundDraft } from './repair.ts';

/** Charges at once, or holds: takes the tokens and writes the CHARGE item. */
export function decideSpend(input: DecisionInput, command: SpendCommand): Decision {
  if (!isServiceId(command.service)) {
    return refuse('service_unknown', { service: command.service });
  }
  if (!isQuantity(command.quantity)) return refuse('amount_invalid');
  if (input.charge !== null) return replay(input.charge, input.writtenBy, command);

  const tokens = priceOf(command.service, command.quantity);
  const draft = soundDraft(input.stored, input.lastEntry, command.accountId, input.now);
  const { available } = draft.state;
  if (tokens > available) {
    return refuse('insufficient_tokens', {
      service: command.service,
      required: tokens,
      available,
      topUpUrl: topUpPath,
      nextGrantAt: draft.state.period.end,
    });
  }
  return takeTokens(input, command, draft, tokens);
}

function takeTokens(
  input: DecisionInput,
  command: SpendCommand,
  draft: ReturnType<typeof soundDraft>,
  tokens: number,
): Decision {
  const { buckets, slices } = takeFromBuckets(draft.state.buckets, tokens);
  const taken = appendEntry(draft, spendContent(command, tokens), buckets, input.now);
  const state = { ...taken.state, usedThisPeriod: taken.state.usedThisPeriod + tokens };
  const newCharge: ChargeRecord = {
    ...chargeOf(command, input, { ...taken, state }),
    tokens,
    slices,
    ...(command.kind === 'charge' && { capturedTokens: tokens }),
  };
  return {
    kind: 'commit',
    state,
    entries: taken.entries,
    spends: draft.repair === null ? tokens : 0,
    newCharge,
    repair: draft.repair,
    answer: spendAnswer(newCharge, false),
  };
}

const spendContent = (command: SpendCommand, tokens: number) => ({
  kind: command.kind,
  // Not -0 for a free service: it would be stored, and hashed, as something other than 0.
  tokens: tokens === 0 ? 0 : -tokens,
  service: command.service,
  quantity: command.quantity,
  chargeId: chargeIdOf(command.idempotencyKey),
  clientId: command.clientId,
  sessionId: command.sessionId,
  reference: command.reference ?? {},
  actor: command.actor,
});

function chargeOf(
  command: SpendCommand,
  input: DecisionInput,
  taken: Draft,
): Omit<ChargeRecord, 'tokens' | 'slices'> {
  const isHold = command.kind === 'hold';
  return {
    accountId: command.accountId,
    chargeId: chargeIdOf(command.idempotencyKey),
    fingerprint: fingerprintOf(command),
    writtenBy: input.writtenBy,
    kind: command.kind,
    service: command.service,
    quantity: command.quantity,
    priceVersion: priceBook.version,
    sequence: taken.state.version,
    balanceAfter: taken.state.available,
    status: isHold ? 'open' : 'captured',
    clientId: command.clientId,
    sessionId: command.sessionId,
    reference: command.reference ?? {},
    createdAt: input.now,
    ...(isHold && {
      expiresAtEpochSeconds: Math.ceil(Date.parse(input.now) / 1000) + command.holdSeconds,
    }),
  };
}

function replay(charge: ChargeRecord, writtenBy: string, command: SpendCommand): Decision {
  if (charge.fingerprint !== fingerprintOf(command)) return refuse('idempotency_key_reused');
  return { kind: 'answer', answer: spendAnswer(charge, charge.writtenBy !== writtenBy) };
}

export const spendAnswer = (charge: ChargeRecord, isReplay: boolean): SpendAnswer => ({
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
  isReplay,
});
