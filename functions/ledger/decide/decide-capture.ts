import { isServiceId, priceOf } from '../../../shared/price-book.ts';
import type { ChargeRecord } from '../account/charge-record.ts';
import { recordOf, replayRecord } from './command-record.ts';
import type { CaptureCommand } from '../commands.ts';
import { commitDraft, type Decision, type Known, refuse } from '../decision.ts';
import { appendEntry, type Draft } from '../account/draft.ts';
import { closeCharge, giveBack } from './give-back.ts';
import { isQuantity } from '../account/is-quantity.ts';
import { answerAsItStands, settleAnswer, storedSettleAnswerSchema } from './settle-answer.ts';

/**
 * Keeps all of a hold without touching the account: no token moves. A part of one, and a capture
 * that comes after the deadline, are for the account to decide.
 */
export function recallCapture(known: Known, command: CaptureCommand): Decision | null {
  const replay = replayRecord(known, command, storedSettleAnswerSchema);
  if (replay !== null) return replay;
  const hold = known.charge;
  if (hold === null || hold.kind !== 'hold') return refuse('hold_not_found');
  const kept = tokensKept(hold, command.quantity);
  if (kept === null) return refuse('amount_invalid');
  if (kept > hold.tokens) return refuse('capture_above_hold', { held: hold.tokens });
  if (hold.status === 'open') return kept < hold.tokens ? null : captureAll(hold, known, command);
  if (hold.status === 'expired' && kept > 0) return null;
  return settledBefore(hold, kept, known, command);
}

/** Keeps a part of a hold and gives the rest back, or collects what was delivered too late. */
export function decideCapture(draft: Draft, known: Known, command: CaptureCommand): Decision {
  const hold = known.charge!;
  const kept = tokensKept(hold, command.quantity)!;
  return hold.status === 'open'
    ? capturePart(draft, known, command, hold, kept)
    : collectLate(draft, known, command, hold, kept);
}

function captureAll(from: ChargeRecord, known: Known, command: CaptureCommand): Decision {
  const to = { ...captured(from, from.tokens, known, command), settledBalanceAfter: null };
  const answer = settleAnswer(to, false);
  const newRecord = recordOf(command, known, null, answer);
  return { kind: 'change charge', chargeChange: { from, to }, newRecord, answer };
}

function capturePart(
  draft: Draft,
  known: Known,
  command: CaptureCommand,
  from: ChargeRecord,
  kept: number,
): Decision {
  const settled = captured(from, kept, known, command);
  const given = giveBack(draft, settled, known.now, {
    actor: command.actor,
    reference: { capturedTokens: kept },
  });
  const to = closeCharge(settled, given);
  const answer = settleAnswer(to, false);
  const newRecord = recordOf(command, known, given.state.version, answer);
  return commitDraft(given, { chargeChange: { from, to }, newRecord, answer });
}

/** The hold was given back at its deadline, then the work was delivered after all. */
function collectLate(
  draft: Draft,
  known: Known,
  command: CaptureCommand,
  from: ChargeRecord,
  kept: number,
): Decision {
  const isCovered = kept <= draft.state.available;
  const content = {
    kind: isCovered ? ('charge' as const) : ('uncollected' as const),
    tokens: isCovered ? -kept : 0,
    service: from.service,
    quantity: command.quantity ?? from.quantity,
    chargeId: from.chargeId,
    clientId: from.clientId,
    sessionId: from.sessionId,
    reference: { ...from.reference, ...(isCovered ? { late: 1 } : { owed: kept }) },
    actor: command.actor,
  };
  const entered = appendEntry(draft, content, known.now);
  const usedThisPeriod = entered.state.usedThisPeriod + (isCovered ? kept : 0);
  const after = { ...entered, state: { ...entered.state, usedThisPeriod } };
  const settled = captured(from, isCovered ? kept : 0, known, command);
  const to: ChargeRecord = {
    ...closeCharge(settled, after),
    ...(!isCovered && { status: 'uncollected', uncollectedTokens: kept }),
  };
  const answer = settleAnswer(to, false);
  const newRecord = recordOf(command, known, after.state.version, answer);
  return commitDraft(after, { chargeChange: { from, to }, newRecord, answer });
}

/** Price of what was delivered, or null when the quantity is no such thing. */
function tokensKept(hold: ChargeRecord, quantity: number | undefined): number | null {
  if (quantity === undefined) return hold.tokens;
  if (!isQuantity(quantity) || !isServiceId(hold.service)) return null;
  return quantity === hold.quantity ? hold.tokens : priceOf(hold.service, quantity);
}

const captured = (
  hold: ChargeRecord,
  capturedTokens: number,
  known: Known,
  { quantity }: CaptureCommand,
): ChargeRecord => ({
  ...hold,
  status: 'captured',
  capturedTokens,
  capturedQuantity: quantity,
  settledAt: known.now,
  settledBy: known.writtenBy,
});

/** The same capture again is a replay; after another settlement it is refused. */
function settledBefore(
  hold: ChargeRecord,
  kept: number,
  known: Known,
  command: CaptureCommand,
): Decision {
  if (hold.status === 'released') return refuse('hold_released');
  const isSame = hold.status !== 'captured' || hold.capturedTokens === kept;
  if (isSame && command.idempotencyKey === undefined) {
    return { kind: 'answer', answer: settleAnswer(hold, hold.settledBy !== known.writtenBy) };
  }
  if (hold.status === 'captured') {
    return refuse('hold_captured', { capturedTokens: hold.capturedTokens });
  }
  return answerAsItStands(hold, known, command);
}
