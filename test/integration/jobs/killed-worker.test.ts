import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createJobBench, type JobBench } from '../../support/job-bench.ts';
import { createScriptedDirectory } from '../../support/scripted-directory.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const script = fileURLToPath(new URL('../../support/job-killed-process.ts', import.meta.url));

describe('a worker that is killed', () => {
  let table: TestTable;
  let bench: JobBench;
  beforeAll(async () => {
    table = await createTestTable();
    bench = createJobBench(table);
  });

  /** A real process takes the newest message and dies before the lot that starts there. */
  async function killWorker(killedAt: number): Promise<void> {
    const { endpoint, tableName } = table;
    const { body } = bench.messages.at(-1)!;
    const plan = JSON.stringify({ endpoint, tableName, body, killedAt });
    const child = spawn(process.execPath, [script, plan], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  }

  it('in the middle of 300 leads leaves a job that goes on to exactly 300 for 60 tokens', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 300);
    await killWorker(140);
    expect(await bench.readJob(job)).toMatchObject({ status: 'running', delivered: 140 });
    expect(await bench.readBooks(accountId)).toEqual({ balance: 40, problems: [], openHolds: 1 });

    await bench.work();
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 300 });
    const rows = await bench.leads.listLeads(job, { after: 0, limit: 1_000 });
    expect(new Set(rows.map(({ lead }) => lead.name)).size).toBe(300);
    expect(await bench.readBooks(accountId)).toEqual({ balance: 40, problems: [], openHolds: 0 });
  });

  it('again and again leaves nothing twice', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 100);
    for (const killedAt of [0, 20, 20, 60]) await killWorker(killedAt);
    await bench.work(createScriptedDirectory({ failsAfter: 80 }));
    expect(await bench.readJob(job)).toMatchObject({ status: 'failed', delivered: 80 });
    expect(await bench.readBooks(accountId)).toEqual({ balance: 84, problems: [], openHolds: 0 });
  });
});
