import * as z from 'zod';
import { planSchema } from '../../../shared/api/primitives.ts';
import { plans } from '../../../shared/plans.ts';
import { keyHashOf, recordOf, replayRecord } from './command-record.ts';
import type { ChangePlanCommand } from '../commands.ts';
import {
  type ChangePlanAnswer,
  commitDraft,
  type Decision,
  type Known,
  refuse,
} from '../decision.ts';
import { entryAnswer, storedEntryAnswerSchema } from './decide-credit.ts';
import { appendEntry, type Draft } from '../account/draft.ts';
import type { Reference } from '../account/entry.ts';
import { periodEnd, periodStart } from '../account/period.ts';
import { startPeriod } from './start-period.ts';

const storedChangePlanAnswerSchema = storedEntryAnswerSchema.extend({
  plan: planSchema,
  startsAt: z.iso.datetime(),
});

export const recallChangePlan = (known: Known, command: ChangePlanCommand): Decision | null =>
  replayRecord(known, command, storedChangePlanAnswerSchema);

/**
 * Moves an account to another plan. A larger one starts a period of its own at once, so that who
 * pays more has the tokens now; a smaller one waits for the period that is paid to end, so that
 * going back and forth grants nothing twice.
 */
export function decideChangePlan(draft: Draft, known: Known, command: ChangePlanCommand): Decision {
  const { plan: current, frozen, period } = draft.state;
  if (frozen !== undefined) return refuse('account_frozen');
  const isLarger = plans[command.plan].tokensPerMonth > plans[current].tokensPerMonth;
  if (isLarger) {
    const started = { anchor: known.now, number: 0 };
    const reference = { ...command.reference, from: current };
    const next = { plan: command.plan, period: started, reference };
    return planChanged(startPeriod(draft, next, known.now), periodStart(started), known, command);
  }
  const isSame = command.plan === current;
  const planned = {
    ...draft,
    state: { ...draft.state, nextPlan: isSame ? undefined : command.plan },
  };
  const reference = { ...command.reference, nextPlan: command.plan };
  const startsAt = isSame ? periodStart(period) : periodEnd(period);
  return planChanged(note(planned, reference, known, command), startsAt, known, command);
}

const note = (draft: Draft, reference: Reference, known: Known, command: ChangePlanCommand) =>
  appendEntry(
    draft,
    {
      kind: 'adjustment',
      tokens: 0,
      keyHash: keyHashOf(command),
      reference,
      actor: command.actor,
    },
    known.now,
  );

function planChanged(
  changed: Draft,
  startsAt: string,
  known: Known,
  command: ChangePlanCommand,
): Decision {
  const answer: ChangePlanAnswer = { ...entryAnswer(changed), plan: command.plan, startsAt };
  const newRecord = recordOf(command, known, answer.sequence, answer);
  return commitDraft(changed, { newRecord, answer });
}
