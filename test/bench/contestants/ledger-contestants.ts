import { createLedger } from '../../../functions/ledger/ledger.ts';
import type { Table } from '../../../functions/store/table.ts';
import { limits } from '../../../shared/limits.ts';
import { silentLog } from '../silent-log.ts';
import { type Contestant, contestantNames } from './contestant.ts';
import { openAccounts } from './open-account.ts';
import { turnCommand } from './turn-command.ts';

/** The ledger as it is, and committing one command at a time, each on accounts of its own. */
export async function createLedgerContestants(
  table: Table,
  engine: string,
  accountCount: number,
): Promise<Contestant[]> {
  const ledger = createLedger({ ...table, log: silentLog });
  const singleLedger = createLedger({ ...table, log: silentLog, groupCommandCount: 1 });
  const accounts = await openAccounts(table, ledger, accountCount);
  const singleAccounts = await openAccounts(table, singleLedger, accountCount);
  const pairAccounts = await openAccounts(table, ledger, accountCount);

  return [
    {
      name: contestantNames.grouped,
      engine,
      operation: (index) => ledger.execute(turnCommand(accounts[index]!)),
    },
    {
      name: contestantNames.single,
      engine,
      operation: (index) => singleLedger.execute(turnCommand(singleAccounts[index]!)),
    },
    {
      name: contestantNames.pair,
      engine,
      async operation(index) {
        const command = turnCommand(pairAccounts[index]!);
        const { accountId, actor } = command;
        const holdSeconds = limits.turnHoldSeconds;
        const { chargeId } = await ledger.execute({ ...command, kind: 'hold', holdSeconds });
        return ledger.execute({ kind: 'capture', accountId, actor, chargeId });
      },
    },
  ];
}
