import type { FreezeCommand } from '../commands.ts';
import { commitDraft, type Decision, type Known } from '../decision.ts';
import { appendEntry, type Draft } from '../account/draft.ts';

/** Stops an account from spending, or lets it again; either is an entry with its reason. */
export function decideFreeze(draft: Draft, known: Known, command: FreezeCommand): Decision {
  const isFrozen = command.kind === 'freeze';
  const { reason, actor } = command;
  if (isFrozen === (draft.state.frozen !== undefined)) {
    return { kind: 'answer', answer: { isFrozen, isReplay: true } };
  }
  const frozen = isFrozen ? { reason, at: known.now } : undefined;
  const marked = { ...draft, state: { ...draft.state, frozen } };
  const reference = { [isFrozen ? 'frozen' : 'unfrozen']: reason };
  const content = { kind: 'adjustment' as const, tokens: 0, reference, actor };
  return commitDraft(appendEntry(marked, content, known.now), {
    answer: { isFrozen, isReplay: false },
  });
}
