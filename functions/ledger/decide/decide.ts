import { decideAdjust, decideGrant, recallAdjust, recallGrant } from './decide-credit.ts';
import { decideCapture, recallCapture } from './decide-capture.ts';
import { recallExtend } from './decide-extend.ts';
import { decideFreeze } from './decide-freeze.ts';
import { decideChangePlan, recallChangePlan } from './decide-plan.ts';
import { decideRefund, recallRefund } from './decide-refund.ts';
import { decideRepair } from './decide-repair.ts';
import { decideRelease, recallRelease } from './decide-release.ts';
import { decideSpend, recallSpend } from './decide-spend.ts';
import type { LedgerCommand, OpenCommand, RepairCommand } from '../commands.ts';
import { commitDraft, type Decision, type DecisionInput, type Known } from '../decision.ts';
import type { Draft } from '../account/draft.ts';
import { soundDraft } from './repair.ts';
import { settleDue } from './settle-due.ts';

/**
 * What a command does to an account: the whole ledger as one pure function. It reads nothing and
 * no clock; the same input always gives the same decision, so a lost race is decided again.
 */
export function decide(input: DecisionInput, command: LedgerCommand): Decision {
  // Before time is settled: on a state that is wrong, that would be wrong too.
  if (command.kind === 'repair') return decideRepair(input, command);
  const recalled = recall(input, command);
  if (recalled !== null) return recalled;
  const { stored, lastEntry, periodEntry, now } = input;
  const sound = soundDraft(stored, lastEntry, command.accountId, now, periodEntry);
  const { isSettled, ...draft } = settleDue(sound, now);
  return isSettled ? carryOut(draft, input, command) : { kind: 'settle time', ...draft };
}

/**
 * What can be said without the account: replays, requests that are wrong by themselves, and what
 * changes a charge alone. Null: the account decides.
 */
export function recall(known: Known, command: LedgerCommand): Decision | null {
  switch (command.kind) {
    case 'charge':
    case 'hold':
      return recallSpend(known, command);
    case 'capture':
      return recallCapture(known, command);
    case 'release':
    case 'expire':
      return recallRelease(known, command);
    case 'extend':
      return recallExtend(known, command);
    case 'grant':
      return recallGrant(known, command);
    case 'refund':
      return recallRefund(known, command);
    case 'adjust':
      return recallAdjust(known, command);
    case 'change plan':
      return recallChangePlan(known, command);
    case 'open':
    case 'freeze':
    case 'unfreeze':
    case 'repair':
      return null;
  }
}

/** @param draft sound, and settled up to now */
function carryOut(
  draft: Draft,
  known: Known,
  command: Exclude<LedgerCommand, RepairCommand>,
): Decision {
  switch (command.kind) {
    case 'open':
      return decideOpen(draft, command);
    case 'charge':
    case 'hold':
      return decideSpend(draft, known, command);
    case 'capture':
      return decideCapture(draft, known, command);
    case 'release':
    case 'expire':
      return decideRelease(draft, known, command);
    case 'extend':
      throw new TypeError('an extension never needs the account');
    case 'grant':
      return decideGrant(draft, known, command);
    case 'refund':
      return decideRefund(draft, known, command);
    case 'adjust':
      return decideAdjust(draft, known, command);
    case 'change plan':
      return decideChangePlan(draft, known, command);
    case 'freeze':
    case 'unfreeze':
      return decideFreeze(draft, known, command);
  }
}

function decideOpen(draft: Draft, { accountId }: OpenCommand): Decision {
  const { available } = draft.state;
  return draft.repair === null
    ? { kind: 'answer', answer: { accountId, available, isReplay: true } }
    : commitDraft(draft, { answer: { accountId, available, isReplay: false } });
}
