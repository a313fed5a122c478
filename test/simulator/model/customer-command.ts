import type { LedgerCommand } from '../../../functions/ledger/commands.ts';

/** What the simulation asks of the ledger: all but the repair that an audit asks for. */
export type CustomerCommand = Exclude<LedgerCommand, { kind: 'repair' }>;
