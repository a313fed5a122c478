import { sumOfBuckets } from '../account/buckets.ts';
import type { RepairCommand } from '../commands.ts';
import { commitDraft, type Decision, type DecisionInput } from '../decision.ts';
import { appendEntry } from '../account/draft.ts';
import { restoredState } from './repair.ts';

/**
 * Replaces a state that contradicts its entries by what an audit has worked out from all of them.
 * An account that has moved on since the audit is left alone.
 */
export function decideRepair(input: DecisionInput, command: RepairCommand): Decision {
  const { stored, lastEntry, periodEntry = null, now } = input;
  const { version, lastHash, buckets, usedThisPeriod } = command.proven;
  const base =
    stored.kind === 'sound'
      ? stored.state
      : lastEntry && restoredState(lastEntry, periodEntry, stored, now);
  const { accountId } = command;
  const available = sumOfBuckets(buckets);
  if (base === null || base.version !== version) {
    return {
      kind: 'answer',
      answer: { accountId, available: base?.available ?? 0, isReplay: true },
    };
  }
  const state = { ...base, available, buckets: [...buckets], usedThisPeriod, lastHash };
  const found = stored.kind === 'sound' ? String(stored.state.available) : stored.kind;
  const content = {
    kind: 'adjustment' as const,
    tokens: 0,
    reference: { restored: 'from all entries', found },
    actor: command.actor,
  };
  const draft = { state, entries: [], repair: { found, opened: null } };
  return commitDraft(appendEntry(draft, content, now), {
    answer: { accountId, available, isReplay: false },
  });
}
