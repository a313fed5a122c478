import { isServiceId, priceOf } from '../../shared/price-book.ts';
import { addToBuckets, type Bucket, type Slice } from './buckets.ts';
import type { ChargeRecord } from './charge-record.ts';
import type { CaptureCommand, ReleaseCommand, SettleCommand } from './commands.ts';
import { type Decision, type DecisionInput, refuse, type SettleAnswer } from './decision.ts';
import { appendEntry } from './draft.ts';
import type { Reference } from './entry.ts';
import { isQuantity } from './is-quantity.ts';
import { soundDraft } from './repair.ts';

/** Keeps a hold, or the part of it that was delivered; the rest goes back. */
export function decideCapture(input: DecisionInput, command: CaptureCommand): Decision {
  const hold = input.charge;
  if (hold === null || hold.kind !== 'hold') return refuse('hold_not_found');
  const kept = tokensKept(hold, command.quantity);
  if (kept === null) return refuse('amount_invalid');
  if (kept > hold.tokens) return refuse('capture_above_hold', { held: hold.tokens });
  if (hold.status !== 'open') return settledBefore(hold, 'captured', kept, input.writtenBy);
  const captured = settle(hold, 'captured', kept, input);
  return kept === hold.tokens
    ? { kind: 'capture', settledCharge: captured, answer: settleAnswer(captured, false) }
    : giveBack(input, command, captured, { capturedTokens: kept });
}

/** Gives all of a hold back. */
export function decideRelease(input: DecisionInput, command: ReleaseCommand): Decision {
  const hold = input.charge;
  if (hold === null || hold.kind !== 'hold') return refuse('hold_not_found');
  if (hold.status !== 'open') return settledBefore(hold, 'released', 0, input.writtenBy);
  const released = settle(hold, 'released', 0, input);
  return giveBack(input, command, released, { reason: command.reason });
}

function giveBack(
  input: DecisionInput,
  command: SettleCommand,
  settled: ChargeRecord,
  reference: Reference,
): Decision {
  const tokens = settled.tokens - (settled.capturedTokens ?? 0);
  const draft = soundDraft(input.stored, input.lastEntry, command.accountId, input.now);
  const content = {
    kind: 'release' as const,
    tokens,
    service: settled.service,
    chargeId: settled.chargeId,
    clientId: settled.clientId,
    sessionId: settled.sessionId,
    reference: { ...settled.reference, ...reference },
    actor: command.actor,
  };
  const buckets = returnSlices(draft.state.buckets, settled.slices, tokens);
  const given = appendEntry(draft, content, buckets, input.now);
  const usedThisPeriod = Math.max(0, given.state.usedThisPeriod - tokens);
  const settledCharge = { ...settled, settledBalanceAfter: given.state.available };
  return {
    kind: 'commit',
    state: { ...given.state, usedThisPeriod },
    entries: given.entries,
    spends: 0,
    settledCharge,
    repair: draft.repair,
    answer: settleAnswer(settledCharge, false),
  };
}

/** Gives tokens back to where they came from, last taken first. */
function returnSlices(buckets: readonly Bucket[], slices: readonly Slice[], tokens: number) {
  let left = tokens;
  return slices.toReversed().reduce<Bucket[]>(
    (returned, slice) => {
      const part = Math.min(slice.tokens, left);
      left -= part;
      return part === 0 ? returned : addToBuckets(returned, { ...slice, tokens: part });
    },
    [...buckets],
  );
}

/** Price of what was delivered, or null when the quantity is no such thing. */
function tokensKept(hold: ChargeRecord, quantity: number | undefined): number | null {
  if (quantity === undefined) return hold.tokens;
  if (!isQuantity(quantity) || !isServiceId(hold.service)) return null;
  return quantity === hold.quantity ? hold.tokens : priceOf(hold.service, quantity);
}

const settle = (
  hold: ChargeRecord,
  status: 'captured' | 'released',
  capturedTokens: number,
  { now, writtenBy }: DecisionInput,
): ChargeRecord => ({ ...hold, status, capturedTokens, settledAt: now, settledBy: writtenBy });

/** The same settlement again is a replay; another one is refused: they exclude each other. */
function settledBefore(
  hold: ChargeRecord,
  wanted: 'captured' | 'released',
  kept: number,
  writtenBy: string,
): Decision {
  if (hold.status === wanted && hold.capturedTokens === kept) {
    return { kind: 'answer', answer: settleAnswer(hold, hold.settledBy !== writtenBy) };
  }
  if (hold.status === 'captured') {
    return refuse('hold_captured', { capturedTokens: hold.capturedTokens });
  }
  return refuse(hold.status === 'expired' ? 'hold_expired' : 'hold_released');
}

function settleAnswer(charge: ChargeRecord, isReplay: boolean): SettleAnswer {
  const capturedTokens = charge.capturedTokens ?? 0;
  return {
    chargeId: charge.chargeId,
    status: charge.status,
    capturedTokens,
    releasedTokens: charge.tokens - capturedTokens,
    balanceAfter: charge.settledBalanceAfter ?? null,
    isReplay,
  };
}
