import type { AlarmDefinition } from './alarm-definition.ts';
import { tableRefusals } from './table-refusals.ts';

/** About balances: whether they are right, and whether they can be used. */
export const ledgerAlarms = {
  'ledger-drift': {
    impact: 'Entries of an account do not add up; it is frozen, and its customer cannot spend.',
    urgency: 'at once',
    metric: { kind: 'counted', name: 'LedgerDrift' },
    when: { above: 0 },
    periodMinutes: 5,
    silence: 'good',
  },
  'ledger-unavailable': {
    impact: 'The ledger does not answer, so paid work is refused.',
    urgency: 'at once',
    metric: { kind: 'log', name: 'LedgerUnavailable' },
    when: { above: 2 },
    periodMinutes: 5,
    periods: { bad: 2, of: 3 },
    silence: 'good',
  },
  'account-busy': {
    impact: 'Requests for one or more accounts are refused, as too many write to them at once.',
    urgency: 'today',
    metric: { kind: 'log', name: 'AccountBusy' },
    when: { above: 20 },
    periodMinutes: 5,
    periods: { bad: 3, of: 3 },
    silence: 'good',
  },
  'tokens-uncollected': {
    impact: 'Work was delivered that nobody paid for.',
    urgency: 'today',
    metric: { kind: 'log', name: 'TokensUncollected' },
    when: { above: 0 },
    periodMinutes: 60,
    silence: 'good',
  },
  'holds-not-swept': {
    impact: 'Tokens of work that ended long ago stay set aside, and are missing from balances.',
    urgency: 'today',
    metric: { kind: 'counted', name: 'HoldsNotSwept' },
    when: { above: 0 },
    periodMinutes: 5,
    // A busy account may miss one sweep; the next takes it.
    periods: { bad: 3, of: 5 },
    silence: 'good',
  },
  'sweeper-stopped': {
    impact: 'Nobody gives back the tokens of work whose process died.',
    urgency: 'today',
    metric: {
      kind: 'difference',
      of: [
        { kind: 'function', name: 'sweepHolds', metric: 'Invocations' },
        { kind: 'function', name: 'sweepHolds', metric: 'Errors' },
      ],
    },
    when: { below: 1 },
    periodMinutes: 5,
    periods: { bad: 3, of: 3 },
    silence: 'bad',
  },
  'audit-missing': {
    impact: 'Nobody has checked the balances for more than a day; a wrong one would go unnoticed.',
    urgency: 'today',
    metric: { kind: 'log', name: 'AuditsFinished' },
    when: { below: 1 },
    // It runs once a day: 30 hours always hold a whole run.
    periodMinutes: 6 * 60,
    periods: { bad: 5, of: 5 },
    silence: 'bad',
  },
  'accounts-not-audited': {
    impact: 'Some accounts were passed over by the audit; a wrong balance would go unnoticed.',
    urgency: 'this week',
    metric: { kind: 'counted', name: 'AccountsNotAudited' },
    when: { above: 0 },
    periodMinutes: 60,
    silence: 'good',
  },
  'accounts-repaired': {
    impact:
      'Something wrote balances beside the ledger; they were restored and nobody lost tokens.',
    urgency: 'this week',
    metric: { kind: 'counted', name: 'AccountsRepaired' },
    when: { above: 0 },
    periodMinutes: 60,
    silence: 'good',
  },
  'table-refusing': {
    impact: 'DynamoDB refuses or fails requests; answers are slow, and some fail.',
    urgency: 'at once',
    metric: tableRefusals,
    when: { above: 10 },
    periodMinutes: 5,
    periods: { bad: 2, of: 3 },
    silence: 'good',
  },
} as const satisfies Record<string, AlarmDefinition>;
