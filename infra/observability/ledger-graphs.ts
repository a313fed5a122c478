import type { GraphGroup } from './graph.ts';

/** Whether balances move, and whether they are right. */
export const ledgerGraphs: GraphGroup = {
  heading: 'Ledger',
  graphs: [
    {
      title: 'Tokens',
      unit: 'tokens a minute',
      lines: {
        'taken by charges and holds': { kind: 'log', name: 'TokensDeducted' },
        'given back': { kind: 'log', name: 'TokensGivenBack' },
        'bought or given': { kind: 'log', name: 'TokensGranted' },
      },
    },
    {
      title: 'Charges, and who got none',
      unit: 'a minute',
      lines: {
        'charges and holds': { kind: 'log', name: 'Deductions' },
        'not enough tokens': { kind: 'log', name: 'InsufficientTokens' },
        'callers with too many requests': { kind: 'log', name: 'CallersLimited' },
      },
    },
    {
      title: 'Drift, repairs and frozen accounts',
      unit: 'in five minutes',
      periodMinutes: 5,
      lines: {
        drift: { kind: 'counted', name: 'LedgerDrift' },
        frozen: { kind: 'log', name: 'AccountsFrozen' },
        'repaired by a command': { kind: 'log', name: 'BalancesRepaired' },
        'repaired by the audit': { kind: 'counted', name: 'AccountsRepaired' },
        'tokens uncollected': { kind: 'log', name: 'TokensUncollected' },
      },
    },
    {
      title: 'Conflicts',
      unit: 'a minute',
      lines: {
        'races lost': { kind: 'log', name: 'LostRaces' },
        'account busy': { kind: 'log', name: 'AccountBusy' },
        'ledger unavailable': { kind: 'log', name: 'LedgerUnavailable' },
      },
    },
    {
      title: 'Overdue holds',
      unit: 'in five minutes',
      periodMinutes: 5,
      lines: {
        'given back': { kind: 'counted', name: 'HoldsExpired' },
        'captured late': { kind: 'counted', name: 'HoldsCapturedLate' },
        'not settled': { kind: 'counted', name: 'HoldsNotSwept' },
        'left to the sweeper': { kind: 'log', name: 'TurnsNotSettled' },
      },
    },
  ],
};
