import type { BalanceSummary } from '../../shared/api/primitives.ts';
import type { Balance } from '../../shared/api/tokens.ts';
import { balanceLevel, plans } from '../../shared/plans.ts';
import { AppError } from '../app-error.ts';
import type { AccountState } from './account-state.ts';
import type { LedgerReader } from './ledger-reader.ts';
import { soundDraft } from './repair.ts';

/**
 * The balance as the next command would find it, without writing: a missing one shows what its
 * repair will open.
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
  if (stored.kind === 'sound') return stored.state;
  const lastEntry = await reader.readLastEntry(accountId);
  if (lastEntry === null && !(await reader.isAccount(accountId))) {
    throw new AppError('account_not_found');
  }
  return soundDraft(stored, lastEntry, accountId, now).state;
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
  return {
    accountId: state.accountId,
    available: state.available,
    held,
    usedThisPeriod: state.usedThisPeriod,
    plan: state.plan,
    period: { ...state.period, nextGrant: plans[state.plan].tokensPerMonth },
    buckets: state.buckets.map(({ kind, remaining, expiresAt }) => ({
      kind,
      remaining,
      expiresAt: expiresAt ?? null,
    })),
    level,
    isLow: level !== 'ok',
    isCritical: level === 'critical' || level === 'empty',
  };
}
