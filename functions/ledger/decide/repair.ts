import { planSchema } from '../../../shared/api/primitives.ts';
import { balanceLevel, defaultPlanId, type PlanId, plans } from '../../../shared/plans.ts';
import type { AccountState, StoredState } from '../account/account-state.ts';
import { accountStateSchema } from '../account/account-state.ts';
import { appendEntry, type Draft } from '../account/draft.ts';
import type { Entry } from '../account/entry.ts';
import { periodOfEntry } from '../account/period-entry.ts';

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
 *
 * @param lastEntry the newest entry, and `periodEntry` the one that began the running period: read
 *   where the state is not sound
 */
export function soundDraft(
  stored: StoredState,
  lastEntry: Entry | null,
  accountId: string,
  now: string,
  periodEntry: Entry | null = null,
): Draft {
  if (stored.kind === 'sound') return { state: stored.state, entries: [], repair: null };
  const found = stored.kind === 'absent' ? 'absent' : stored.found;
  const item = stored.kind === 'absent' ? {} : stored.item;
  return lastEntry === null
    ? openAccount(blankState(accountId, planOf(item), now), found, now)
    : restoreAccount(restoredState(lastEntry, periodEntry, stored, now), found, now);
}

function openAccount(blank: AccountState, found: string, now: string): Draft {
  const opened = plans[blank.plan].tokensPerMonth;
  const content = {
    kind: 'grant' as const,
    tokens: opened,
    bucket: { kind: 'plan' as const },
    reference: { opening: blank.plan, found },
    actor: 'system',
  };
  return appendEntry({ state: blank, entries: [], repair: { found, opened } }, content, now);
}

function restoreAccount(restored: AccountState, found: string, now: string): Draft {
  const reference = { repair: 'restored from the last entry', found };
  const content = { kind: 'adjustment' as const, tokens: 0, actor: 'system', reference };
  return appendEntry(
    { state: restored, entries: [], repair: { found, opened: null } },
    content,
    now,
  );
}

function blankState(accountId: string, plan: PlanId, now: string): AccountState {
  return {
    accountId,
    version: 0,
    available: 0,
    usedThisPeriod: 0,
    buckets: [],
    plan,
    period: { anchor: now, number: 0 },
    rolledOver: 0,
    alertedLevel: 'ok',
    lastHash: '',
    openedAt: now,
    updatedAt: now,
  };
}

/**
 * The state that the newest entries prove, with what is still good in the damaged item. Where the
 * tokens came from they do not tell, so those lie in a bucket that never expires: our damage is no
 * customer's loss.
 */
export function restoredState(
  lastEntry: Entry,
  periodEntry: Entry | null,
  damaged: Exclude<StoredState, { kind: 'sound' }>,
  now: string,
): AccountState {
  const item = damaged.kind === 'absent' ? {} : damaged.item;
  const running = periodEntry === null ? null : periodOfEntry(periodEntry);
  const plan = planOf(item, running?.plan);
  const proven: AccountState = {
    ...blankState(lastEntry.accountId, plan, now),
    period: { anchor: running?.start ?? now, number: 0 },
    version: lastEntry.sequence,
    available: lastEntry.balanceAfter,
    lastHash: lastEntry.hash,
    buckets:
      lastEntry.balanceAfter === 0
        ? []
        : [{ kind: 'refund', remaining: lastEntry.balanceAfter, grantedAt: now }],
    alertedLevel: balanceLevel(lastEntry.balanceAfter, plan),
    updatedAt: lastEntry.createdAt,
  };
  const kept = [
    'usedThisPeriod',
    'buckets',
    'period',
    'nextPlan',
    'rolledOver',
    'alertedLevel',
    'frozen',
    'openedAt',
  ] as const;
  return kept.reduce<AccountState>((state, member) => {
    const merged = accountStateSchema.safeParse({ ...state, [member]: item[member] });
    return merged.success ? merged.data : state;
  }, proven);
}

function planOf(
  item: Readonly<Record<string, unknown>>,
  otherwise: PlanId = defaultPlanId,
): PlanId {
  const parsed = planSchema.safeParse(item['plan']);
  return parsed.success ? parsed.data : otherwise;
}
