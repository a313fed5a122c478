import { createRunAudit, type RunAuditDependencies } from '../commands/run-audit.ts';
import { freezeDrifted } from '../ledger/audit/freeze-drifted.ts';
import { verifyAccount } from '../ledger/audit/verify.ts';
import { createLedger } from '../ledger/ledger.ts';
import type { Log } from '../log.ts';
import { createListAccounts } from '../store/list-accounts.ts';
import { table } from './foundation.ts';

/** The audit for an operator, who reads its output instead of the functions' log. */
export function openAudit(output: { log: Log } & Pick<RunAuditDependencies, 'print'>) {
  const commandLedger = createLedger({ ...table(), log: output.log });
  return createRunAudit({
    listAccounts: createListAccounts(table()),
    isAccount: commandLedger.reader.isAccount,
    verify: (accountId) => verifyAccount(commandLedger.reader, accountId),
    ledger: commandLedger,
    freeze: (verdict, actor) => freezeDrifted(commandLedger, verdict, actor),
    print: output.print,
  });
}
