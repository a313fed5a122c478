import type { AccountEvent } from '../../shared/api/events.ts';
import { type BalanceLevel, balanceLevels, plans } from '../../shared/plans.ts';
import type { Entry } from '../ledger/account/entry.ts';
import type { AnnouncedState, Change } from './read-change.ts';

/**
 * The events that a change of the table amounts to. Their ids follow from account and sequence, so
 * a change that is read twice makes the same events.
 */
export function makeEvents(change: Change): AccountEvent[] {
  switch (change.kind) {
    case 'entry':
      return entryEvents(change.entry);
    case 'state':
      return [...alertEvents(change), ...frozenEvents(change)];
    case 'other':
    case 'unreadable':
      return [];
  }
}

function entryEvents(entry: Entry): AccountEvent[] {
  const { accountId, sequence, createdAt } = entry;
  const id = `${accountId}-${sequence}`;
  const members = { time: createdAt, accountId, data: describeEntry(entry) };
  const event: AccountEvent = { id, type: 'tokens.entry', ...members };
  if (entry.kind !== 'uncollected') return [event];
  return [event, { id: `${id}-uncollected`, type: 'tokens.uncollected', ...members }];
}

const describeEntry = (entry: Entry) => ({
  sequence: entry.sequence,
  kind: entry.kind,
  service: entry.service ?? null,
  quantity: entry.quantity ?? null,
  tokens: entry.tokens,
  balanceAfter: entry.balanceAfter,
  chargeId: entry.chargeId ?? null,
  clientId: entry.clientId ?? null,
  reference: entry.reference,
  createdAt: entry.createdAt,
});

type StateChange = Extract<Change, { kind: 'state' }>;

/** The ledger remembers the worst level announced, so it gets worse once per crossing. */
function alertEvents({ before, after }: StateChange): AccountEvent[] {
  const level = after.alertedLevel;
  if (level === 'ok' || rank(level) <= rank(before.alertedLevel)) return [];
  const { available, plan } = after;
  const { tokensPerMonth } = plans[plan];
  return [
    {
      ...stateEvent(after, level),
      type: `balance.${level}`,
      data: { available, plan, level, tokensPerMonth },
    },
  ];
}

const rank = (level: BalanceLevel) => balanceLevels.indexOf(level);

function frozenEvents({ before, after }: StateChange): AccountEvent[] {
  const { frozen } = after;
  if (frozen === undefined || before.frozen !== undefined) return [];
  const data = { reason: frozen.reason, frozenAt: frozen.at };
  return [{ ...stateEvent(after, 'frozen'), type: 'account.frozen', data }];
}

const stateEvent = ({ accountId, version, updatedAt }: AnnouncedState, what: string) => ({
  id: `${accountId}-${version}-${what}`,
  time: updatedAt,
  accountId,
});
