import type { LedgerCommand } from './commands.ts';
import { decideGrant } from './decide-grant.ts';
import { decideCapture, decideRelease } from './decide-settle.ts';
import { decideSpend } from './decide-spend.ts';
import type { Decision, DecisionInput } from './decision.ts';
import { soundDraft } from './repair.ts';

/**
 * What a command does to an account: the whole ledger as one pure function. It reads nothing and
 * no clock; the same input always gives the same decision, so a lost race is decided again.
 */
export function decide(input: DecisionInput, command: LedgerCommand): Decision {
  switch (command.kind) {
    case 'open':
      return decideOpen(input, command.accountId);
    case 'charge':
    case 'hold':
      return decideSpend(input, command);
    case 'capture':
      return decideCapture(input, command);
    case 'release':
      return decideRelease(input, command);
    case 'grant':
      return decideGrant(input, command);
  }
}

function decideOpen(input: DecisionInput, accountId: string): Decision {
  const draft = soundDraft(input.stored, input.lastEntry, accountId, input.now);
  const { available } = draft.state;
  if (draft.repair === null) {
    return { kind: 'answer', answer: { accountId, available, isReplay: true } };
  }
  return {
    kind: 'commit',
    ...draft,
    spends: 0,
    answer: { accountId, available, isReplay: false },
  };
}
