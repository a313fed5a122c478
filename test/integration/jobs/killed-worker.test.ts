import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createJobBench, type JobBench } from '../../support/job-bench.ts';
import { buildLead, createScriptedDirectory } from '../../support/scripted-directory.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const script = fileURLToPath(new URL('../../support/job-killed-process.ts', import.meta.url));
const settled = { problems: [], openHolds: 0 };
const held = { problems: [], openHolds: 1 };

interface Death {
  readonly moment: string;
  readonly killedAt?: number;
  readonly failsAfter?: number;
}

describe('a worker that is killed', () => {
  let table: TestTable;
  let bench: JobBench;
  beforeAll(async () => {
    table = await createTestTable();
    bench = createJobBench(table);
  });

  /** A real process takes the newest message and dies at its moment. */
  async function killWorker({ killedAt = 0, ...death }: Death): Promise<void> {
    const { endpoint, tableName } = table;
    const { body } = bench.messages.at(-1)!;
    const plan = JSON.stringify({ endpoint, tableName, body, killedAt, ...death });
    const child = spawn(process.execPath, [script, plan], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  }

  type OpenJob = Awaited<ReturnType<JobBench['startJob']>>;
  async function startJob(count: number) {
    const accountId = await bench.openAccount();
    return { accountId, job: await bench.startJob(accountId, count) };
  }

  async function expectLeads(job: OpenJob, count: number) {
    const rows = await bench.leads.listLeads(job, { after: 0, limit: 1_000 });
    expect(rows).toHaveLength(count);
    expect(new Set(rows.map(({ lead }) => lead.name)).size).toBe(count);
  }

  it.each([
    ['before the first page', { moment: 'before a lot' }, 0],
    ['with the first page in hand', { moment: 'with a lot in hand' }, 0],
    ['before a page in the middle', { moment: 'before a lot', killedAt: 140 }, 140],
    ['with a page in the middle in hand', { moment: 'with a lot in hand', killedAt: 140 }, 140],
    ['behind a page in the middle', { moment: 'behind a lot', killedAt: 140 }, 140],
    ['behind the last page', { moment: 'behind a lot', killedAt: 300 }, 300],
  ])('%s leaves a job that goes on to 300 leads for 60 tokens', async (_when, death, delivered) => {
    const { accountId, job } = await startJob(300);
    await killWorker(death);
    expect(await bench.readJob(job)).toMatchObject({ status: 'running', delivered });
    expect(await bench.readBooks(accountId)).toEqual({ ...held, balance: 40 });

    await bench.work();
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 300 });
    await expectLeads(job, 300);
    expect(await bench.readBooks(accountId)).toEqual({ ...settled, balance: 40 });
  });

  it.each([
    ['before', { moment: 'unpaid' }, held],
    ['after', { moment: 'paid' }, settled],
  ])('%s the job is paid leaves it to be paid once', async (_when, death, books) => {
    const { accountId, job } = await startJob(300);
    await killWorker(death);
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 300 });
    expect(await bench.readBooks(accountId)).toEqual({ ...books, balance: 40 });

    await bench.work();
    await expectLeads(job, 300);
    expect(await bench.readBooks(accountId)).toEqual({ ...settled, balance: 40 });
  });

  it.each([
    ['before', 'unpaid'],
    ['after', 'paid'],
  ])('%s it pays for 120 leads of a directory that failed charges 24 tokens', async (_, moment) => {
    const { accountId, job } = await startJob(300);
    await killWorker({ moment, failsAfter: 120 });
    await bench.work();
    expect(await bench.readJob(job)).toMatchObject({ status: 'failed', delivered: 120 });
    await expectLeads(job, 120);
    expect(await bench.readBooks(accountId)).toEqual({ ...settled, balance: 76 });
  });

  it('again and again leaves nothing twice', async () => {
    const { accountId, job } = await startJob(100);
    for (const killedAt of [0, 20, 20, 60]) await killWorker({ moment: 'before a lot', killedAt });
    await bench.work(createScriptedDirectory({ failsAfter: 80 }));
    expect(await bench.readJob(job)).toMatchObject({ status: 'failed', delivered: 80 });
    expect(await bench.readBooks(accountId)).toEqual({ ...settled, balance: 84 });
  });

  it('leaves a job that counts no business again which the dead one has found', async () => {
    const { accountId, job } = await startJob(100);
    await killWorker({ moment: 'behind a lot', killedAt: 40 });
    // From here on the directory lists those before once more, and then ends.
    const leadAt = (number: number) => buildLead(number > 60 ? number - 60 : number);
    await bench.work(createScriptedDirectory({ leadCount: 120, leadAt }));
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 60 });
    await expectLeads(job, 60);
    expect(await bench.readBooks(accountId)).toEqual({ ...settled, balance: 88 });
  });
});
