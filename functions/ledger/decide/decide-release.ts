import type { ChargeRecord } from '../account/charge-record.ts';
import { recordOf, replayRecord } from './command-record.ts';
import type { ExpireCommand, ReleaseCommand } from '../commands.ts';
import { commitDraft, type Decision, type Known, refuse } from '../decision.ts';
import type { Draft } from '../account/draft.ts';
import { closeCharge, giveBack } from './give-back.ts';
import { answerAsItStands, settleAnswer, storedSettleAnswerSchema } from './settle-answer.ts';

/** A hold that is settled already, or whose deadline has not passed. */
export function recallRelease(
  known: Known,
  command: ReleaseCommand | ExpireCommand,
): Decision | null {
  const replay = replayRecord(known, command, storedSettleAnswerSchema);
  if (replay !== null) return replay;
  const hold = known.charge;
  if (hold === null || hold.kind !== 'hold') return refuse('hold_not_found');
  if (hold.status !== 'open') return settledBefore(hold, known, command);
  const isEarly = command.kind === 'expire' && !isOverdue(hold, known.now);
  return isEarly ? refuse('hold_not_due') : null;
}

/** Gives all of a hold back, on request or because its deadline has passed. */
export function decideRelease(
  draft: Draft,
  known: Known,
  command: ReleaseCommand | ExpireCommand,
): Decision {
  const from = known.charge!;
  const settled: ChargeRecord = {
    ...from,
    status: command.kind === 'release' ? 'released' : 'expired',
    capturedTokens: 0,
    settledAt: known.now,
    settledBy: known.writtenBy,
  };
  const reason = command.kind === 'release' ? command.reason : 'deadline passed';
  const given = giveBack(draft, settled, known.now, {
    actor: command.actor,
    reference: { reason },
  });
  const to = closeCharge(settled, given);
  const answer = settleAnswer(to, false);
  const newRecord = recordOf(command, known, given.state.version, answer);
  return commitDraft(given, { chargeChange: { from, to }, newRecord, answer });
}

export const isOverdue = (charge: ChargeRecord, now: string): boolean =>
  charge.status === 'open' && (charge.expiresAtEpochSeconds ?? Infinity) * 1000 <= Date.parse(now);

/**
 * Whoever wants the tokens back is content when they are; only what was kept is refused. An expiry
 * wants nothing but that the hold is settled.
 */
function settledBefore(
  hold: ChargeRecord,
  known: Known,
  command: ReleaseCommand | ExpireCommand,
): Decision {
  if (command.kind === 'release') {
    if (hold.status === 'captured') {
      return refuse('hold_captured', { capturedTokens: hold.capturedTokens });
    }
    if (command.idempotencyKey !== undefined) {
      return hold.status === 'released'
        ? refuse('hold_released')
        : answerAsItStands(hold, known, command);
    }
  }
  return { kind: 'answer', answer: settleAnswer(hold, hold.settledBy !== known.writtenBy) };
}
