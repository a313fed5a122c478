import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench } from '../../support/ledger-bench.ts';
import { buildChargeCommand } from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const script = fileURLToPath(new URL('../../support/ledger-killed-process.ts', import.meta.url));

describe('a process that is killed while it charges', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await createTestTable();
  });

  it.each([
    ['killed after the commit', 2, true],
    ['killed before the commit', 0, false],
  ])(
    '%s leaves %i entries, and its key decides what comes next',
    async (fault, count, isReplay) => {
      const accountId = await putAccount(table);
      const { endpoint, tableName } = table;
      const plan = JSON.stringify({ endpoint, tableName, accountId, fault });
      const child = spawn(process.execPath, [script, plan], { stdio: 'inherit' });
      expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);

      const bench = createLedgerBench(table);
      expect(await bench.verify(accountId)).toMatchObject({ problems: [], entryCount: count });
      const answer = await bench.execute(buildChargeCommand({ accountId }));
      expect(answer).toMatchObject({ balanceBefore: 100, balanceAfter: 99, isReplay });
      expect(await bench.verify(accountId)).toMatchObject({ problems: [], entryCount: 2 });
    },
  );
});
