import { limits } from '../../../shared/limits.ts';
import { AppError, isAppError } from '../../app-error.ts';
import { backoffMs } from './backoff.ts';
import type { CommandRecord } from '../account/charge-record.ts';
import type { CaptureCommand, ExtendCommand } from '../commands.ts';
import type { ChargeChange } from '../decision.ts';
import { recall } from '../decide/decide.ts';
import { busy, readOrFail, unavailable } from './ledger-failure.ts';
import { logOutcome } from './log-commit.ts';
import type { LedgerParts } from './run-group.ts';
import { recordKeyFor, type Task } from './task.ts';

/**
 * Captures all of a hold, or moves its deadline, past the account's queue: neither moves a token,
 * so the charge alone changes and the busy state is neither read nor written.
 */
export function createSettleAlone({ reader, writer, log, now, random, wait }: LedgerParts) {
  /** @returns false when the account has to decide: part of the hold, or too late */
  return async function settleAlone(task: Task, command: CaptureCommand | ExtendCommand) {
    try {
      return await settleUntilAnswered(task, command);
    } catch (cause) {
      task.fail(isAppError(cause) ? cause : new AppError('internal', { cause }));
      return true;
    }
  };

  async function settleUntilAnswered(task: Task, command: CaptureCommand | ExtendCommand) {
    let cause: unknown;
    for (let attempt = 0; attempt < limits.ledgerAttemptCount; attempt++) {
      if (now().getTime() > task.deadline) break;
      const decision = recall(await readKnown(task, command), command);
      if (decision === null) return false;
      if (decision.kind === 'refuse') {
        throw new AppError(decision.code, { members: decision.members });
      }
      if (decision.kind === 'answer') {
        task.answer(decision.answer);
        return true;
      }
      if (decision.kind !== 'change charge') throw new TypeError(`decided ${decision.kind}`);
      const { chargeChange, newRecord } = decision;
      const outcome = await write(chargeChange, newRecord);
      if (outcome.kind === 'written') {
        logOutcome(log, task, decision);
        task.answer(decision.answer);
        return true;
      }
      if (outcome.kind === 'unavailable') throw unavailable(outcome.cause);
      if (outcome.kind === 'invalid') throw new AppError('internal', { cause: outcome.cause });
      cause = outcome.kind === 'ambiguous' ? outcome.cause : undefined;
      await wait(backoffMs(attempt, random()));
    }
    throw cause === undefined ? busy() : unavailable(cause);
  }

  function write(change: ChargeChange | undefined, record: CommandRecord | undefined) {
    if (change !== undefined && record === undefined) return writer.updateCharge(change);
    const chargeChanges = change === undefined ? [] : [change];
    const newRecords = record === undefined ? [] : [record];
    return writer.commit(noState, { ...nothing, chargeChanges, newRecords });
  }

  /** The charge, then the record: a twin that settled in between is found by its record. */
  async function readKnown({ writtenBy }: Task, command: CaptureCommand | ExtendCommand) {
    const { accountId, chargeId } = command;
    const keyHash = recordKeyFor(command);
    const charge = await readOrFail(() => reader.readCharge(accountId, chargeId));
    const record =
      keyHash === undefined ? null : await readOrFail(() => reader.readRecord(accountId, keyHash));
    return { charge, record, now: now().toISOString(), writtenBy };
  }
}

const noState = { kind: 'absent' } as const;
const nothing = { state: null, entries: [], newCharges: [] };
