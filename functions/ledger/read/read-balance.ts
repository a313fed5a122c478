import type { BalanceSummary } from '../../../shared/api/primitives.ts';
import type { Balance } from '../../../shared/api/tokens.ts';
import { limits } from '../../../shared/limits.ts';
import { balanceLevel, plans } from '../../../shared/plans.ts';
import type { AccountState } from '../account/account-state.ts';
import { readProof } from '../commit/complete-facts.ts';
import type { LedgerReader } from './ledger-reader.ts';
import { periodEnd, periodStart } from '../account/period.ts';
import { soundDraft } from '../decide/repair.ts';
import { settleDue } from '../decide/settle-due.ts';

/**
 * The balance as the next command would find it, without writing: a missing one shows what its
 * repair will open, and what time has brought is in it.
 *
 * @param now ISO 8601 time in UTC
 * @throws AppError `account_not_found`
 */
export async function readBalance(
  reader: LedgerReader,
  accountId: string,
  now: string,
): Promise<Balance> {
  const [state, openCharges] = await Promise.all([
    readSoundState(reader, accountId, now),
    reader.readOpenCharges(accountId),
  ]);
  const held = openCharges.reduce((sum, charge) => sum + charge.tokens, 0);
  return balanceOf(state, held);
}

/** The state alone, one read: for answers that show what can be spent. */
export async function readSoundState(
  reader: LedgerReader,
  accountId: string,
  now: string,
): Promise<AccountState> {
  const stored = await reader.readState(accountId);
  const proof = stored.kind === 'sound' ? null : await readProof(reader, accountId);
  const { lastEntry = null, periodEntry } = proof ?? {};
  const sound = soundDraft(stored, lastEntry, accountId, now, periodEntry);
  return settleDue(sound, now, limits.dueEntriesPerReadCount).state;
}

/** The part of a balance that every page shows all the time. */
export const summariseBalance = ({
  available,
  plan,
}: Pick<AccountState, 'available' | 'plan'>): BalanceSummary => ({
  available,
  plan,
  level: balanceLevel(available, plan),
});

function balanceOf(state: AccountState, held: number): Balance {
  const level = balanceLevel(state.available, state.plan);
  const { plan, nextPlan = plan } = state;
  return {
    accountId: state.accountId,
    available: state.available,
    held,
    usedThisPeriod: state.usedThisPeriod,
    plan,
    nextPlan,
    period: {
      start: periodStart(state.period),
      end: periodEnd(state.period),
      nextGrant: plans[nextPlan].tokensPerMonth,
    },
    buckets: state.buckets.map(({ kind, remaining, expiresAt }) => ({
      kind,
      remaining,
      expiresAt: expiresAt ?? null,
    })),
    level,
    isLow: level !== 'ok',
    isCritical: level === 'critical' || level === 'empty',
    isFrozen: state.frozen !== undefined,
  };
}
