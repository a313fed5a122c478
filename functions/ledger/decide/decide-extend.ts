import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import { type ChargeRecord, chargeRecordSchema } from '../account/charge-record.ts';
import { recordOf, replayRecord } from './command-record.ts';
import type { ExtendCommand } from '../commands.ts';
import { type Decision, type ExtendAnswer, type Known, refuse } from '../decision.ts';
import { deadlineOf, toIsoTime } from './decide-spend.ts';

const storedExtendAnswerSchema = z.object({
  chargeId: z.string(),
  status: chargeRecordSchema.shape.status,
  expiresAt: z.iso.datetime(),
});

/** Moves the deadline of an open hold; the account is not needed for it. */
export function recallExtend(known: Known, command: ExtendCommand): Decision {
  const replay = replayRecord(known, command, storedExtendAnswerSchema);
  if (replay !== null) return replay;
  const from = known.charge;
  if (from === null || from.kind !== 'hold') return refuse('hold_not_found');
  if (from.status !== 'open') return refuse(refusalFor(from.status));
  const last = deadlineOf(from.createdAt, limits.holdMaxSeconds);
  const wanted = deadlineOf(known.now, command.holdSeconds);
  const expiresAtEpochSeconds = Math.max(from.expiresAtEpochSeconds ?? 0, Math.min(wanted, last));
  const to: ChargeRecord = { ...from, expiresAtEpochSeconds };
  const answer: ExtendAnswer = {
    chargeId: from.chargeId,
    status: from.status,
    expiresAt: toIsoTime(expiresAtEpochSeconds),
    isReplay: false,
  };
  const newRecord = recordOf(command, known, null, answer);
  return { kind: 'change charge', chargeChange: { from, to }, newRecord, answer };
}

const refusalFor = (status: Exclude<ChargeRecord['status'], 'open'>) =>
  status === 'captured'
    ? 'hold_captured'
    : status === 'released'
      ? 'hold_released'
      : 'hold_expired';
