import * as z from 'zod';
import { chargeRecordSchema, type ChargeRecord } from '../account/charge-record.ts';
import { recordOf } from './command-record.ts';
import type { SettleCommand } from '../commands.ts';
import type { Decision, Known, SettleAnswer } from '../decision.ts';

export const storedSettleAnswerSchema = z.object({
  chargeId: z.string(),
  status: chargeRecordSchema.shape.status,
  capturedTokens: z.int().min(0),
  releasedTokens: z.int().min(0),
  balanceAfter: z.int().min(0).nullable(),
});

/** How a settled hold stands, as its answer says it. */
export function settleAnswer(charge: ChargeRecord, isReplay: boolean): SettleAnswer {
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

/** Nothing is left to settle; what was answered is kept under the command's key all the same. */
export function answerAsItStands(
  hold: ChargeRecord,
  known: Known,
  command: SettleCommand,
): Decision {
  const answer = settleAnswer(hold, false);
  return { kind: 'change charge', newRecord: recordOf(command, known, null, answer), answer };
}
