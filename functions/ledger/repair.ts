import { planSchema } from '../../shared/api/primitives.ts';
import { defaultPlanId, type PlanId, plans } from '../../shared/plans.ts';
import type { AccountState, StoredState } from './account-state.ts';
import { accountStateSchema } from './account-state.ts';
import { addCalendarMonths } from './calendar-months.ts';
import { appendEntry, type Draft } from './draft.ts';
import type { Entry } from './entry.ts';

/** What was wrong and what became of it, for the log. */
export interface Repair {
  readonly found: string;
  /** Tokens of the opening entry, or null when the balance was restored from the entries. */
  readonly opened: number | null;
}

/**
 * Makes a state that can be charged out of whatever is stored.
 *
 * A sound state passes through. Where there is no entry yet, the account is opened with its
 * plan's tokens, whatever stood in the balance: an old balance without a single entry cannot be
 * explained. Where there are entries, the last one knows the balance, and an entry over zero
 * tokens records the repair. Either way the entry is committed with the command that met the
 * damage, so it happens once.
 */
export function soundDraft(
  stored: StoredState,
  lastEntry: Entry | null,
  accountId: string,
  now: string,
): Draft & { readonly repair: Repair | null } {
  if (stored.kind === 'sound') return { state: stored.state, entries: [], repair: null };
  const found = stored.kind === 'absent' ? 'absent' : stored.found;
  const item = stored.kind === 'absent' ? {} : stored.item;
  return lastEntry === null
    ? openAccount(blankState(accountId, planOf(item), now), found, now)
    : restoreAccount(stateAfter(lastEntry, item, now), found, now);
}

function openAccount(blank: AccountState, found: string, now: string) {
  const opened = plans[blank.plan].tokensPerMonth;
  const bucket = { kind: 'plan' as const, remaining: opened, grantedAt: now };
  const reference = { opening: blank.plan, found };
  const content = { kind: 'grant' as const, tokens: opened, actor: 'system', reference };
  const draft = appendEntry({ state: blank, entries: [] }, content, [bucket], now);
  return { ...draft, repair: { found, opened } };
}

function restoreAccount(restored: AccountState, found: string, now: string) {
  const reference = { repair: 'restored from the last entry', found };
  const content = { kind: 'adjustment' as const, tokens: 0, actor: 'system', reference };
  const draft = appendEntry({ state: restored, entries: [] }, content, restored.buckets, now);
  return { ...draft, repair: { found, opened: null } };
}

function blankState(accountId: string, plan: PlanId, now: string): AccountState {
  return {
    accountId,
    version: 0,
    available: 0,
    usedThisPeriod: 0,
    buckets: [],
    plan,
    period: { start: now, end: addCalendarMonths(now, 1) },
    lastHash: '',
    openedAt: now,
    updatedAt: now,
  };
}

/** The state that the entries prove, with what is still good in the damaged item. */
function stateAfter(
  lastEntry: Entry,
  item: Readonly<Record<string, unknown>>,
  now: string,
): AccountState {
  const proven = {
    ...blankState(lastEntry.accountId, planOf(item), now),
    version: lastEntry.sequence,
    available: lastEntry.balanceAfter,
    lastHash: lastEntry.hash,
    buckets: [{ kind: 'plan' as const, remaining: lastEntry.balanceAfter, grantedAt: now }],
  };
  const kept = ['usedThisPeriod', 'buckets', 'period', 'openedAt'] as const;
  return kept.reduce<AccountState>((state, member) => {
    const merged = accountStateSchema.safeParse({ ...state, [member]: item[member] });
    return merged.success ? merged.data : state;
  }, proven);
}

function planOf(item: Readonly<Record<string, unknown>>): PlanId {
  const parsed = planSchema.safeParse(item['plan']);
  return parsed.success ? parsed.data : defaultPlanId;
}
