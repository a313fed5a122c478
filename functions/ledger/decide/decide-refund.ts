import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import type { ChargeRecord } from '../account/charge-record.ts';
import { keyHashOf, recordOf, replayRecord } from './command-record.ts';
import type { RefundCommand } from '../commands.ts';
import { commitDraft, type Decision, type Known, refuse, type RefundAnswer } from '../decision.ts';
import { entryAnswer, storedEntryAnswerSchema } from './decide-credit.ts';
import { appendEntry, type Draft } from '../account/draft.ts';
import { reduceUse } from './give-back.ts';
import { periodStart } from '../account/period.ts';

const storedRefundAnswerSchema = storedEntryAnswerSchema.extend({
  chargeId: z.string(),
  refundedTokens: z.int().min(0),
});

/** A refund that was made before, or that the charge does not allow. */
export function recallRefund(known: Known, command: RefundCommand): Decision | null {
  const replay = replayRecord(known, command, storedRefundAnswerSchema);
  if (replay !== null) return replay;
  const { charge } = known;
  if (charge === null) return refuse('charge_not_found');
  if (charge.status !== 'captured') return refuse('charge_not_captured');
  const left = refundable(charge);
  const tokens = command.tokens ?? left;
  if (tokens > left || left === 0) return refuse('refund_above_paid', { refundable: left });
  return Number.isSafeInteger(tokens) && tokens >= 1 ? null : refuse('amount_invalid');
}

/** Gives back tokens that were paid, all or a part; what comes back never expires. */
export function decideRefund(draft: Draft, known: Known, command: RefundCommand): Decision {
  const from = known.charge!;
  const tokens = command.tokens ?? refundable(from);
  if (draft.state.available + tokens > limits.balanceTokens) {
    return refuse('amount_invalid', { largestBalance: limits.balanceTokens });
  }
  const content = {
    kind: 'refund' as const,
    tokens,
    service: from.service,
    chargeId: from.chargeId,
    keyHash: keyHashOf(command),
    bucket: { kind: 'refund' as const },
    clientId: from.clientId,
    sessionId: from.sessionId,
    reference: { ...from.reference, ...command.reference, reason: command.reason },
    actor: command.actor,
  };
  const entered = appendEntry(draft, content, known.now);
  const isOfThisPeriod = from.periodStart === periodStart(draft.state.period);
  const refunded = isOfThisPeriod ? reduceUse(entered, tokens) : entered;
  const refundedTokens = (from.refundedTokens ?? 0) + tokens;
  const entry = entryAnswer(refunded);
  const to: ChargeRecord = { ...from, refundedTokens, lastSequence: entry.sequence };
  const answer: RefundAnswer = {
    ...entry,
    chargeId: from.chargeId,
    refundedTokens,
  };
  const newRecord = recordOf(command, known, answer.sequence, answer);
  return commitDraft(refunded, { chargeChange: { from, to }, newRecord, answer });
}

/** Never more than was paid, over all refunds together. */
const refundable = (charge: ChargeRecord): number =>
  (charge.capturedTokens ?? 0) - (charge.refundedTokens ?? 0);
