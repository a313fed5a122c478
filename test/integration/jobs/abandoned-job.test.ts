import { beforeAll, expect, it } from 'vitest';
import { createCountJobLeads } from '../../../functions/jobs/count-job-leads.ts';
import { createSweepHolds } from '../../../functions/operations/sweep-holds.ts';
import { createReadDueCharges } from '../../../functions/store/read-due-charges.ts';
import { createJobBench, type JobBench } from '../../support/job-bench.ts';
import { createRecordingMetrics } from '../../support/recording-metrics.ts';
import { createScriptedDirectory } from '../../support/scripted-directory.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
let bench: JobBench;
beforeAll(async () => {
  table = await createTestTable();
  bench = createJobBench(table);
});

/** Two hours later, when nobody has come back to any job. */
async function sweepLater(): Promise<void> {
  const now = () => new Date(Date.now() + 2 * 3_600_000);
  const later = createJobBench(table, { now });
  const sweep = createSweepHolds({
    readDueCharges: createReadDueCharges(table),
    ledger: later.ledger,
    countDelivered: createCountJobLeads(later),
    log: later.log,
    metrics: createRecordingMetrics(),
    now,
  });
  await sweep({ remainingMs: () => 600_000 });
}

it('a job that nobody goes on with is charged by the sweeper for what it delivered', async () => {
  const accountId = await bench.openAccount();
  const job = await bench.startJob(accountId, 300);
  let remainingMs = 46_500;
  const beforeLot = () => void (remainingMs -= 1_000);
  await bench.work(createScriptedDirectory({ beforeLot }), () => remainingMs);
  expect(await bench.readJob(job)).toMatchObject({ status: 'running', delivered: 40 });

  await sweepLater();
  const settled = { balance: 92, problems: [], openHolds: 0 };
  expect(await bench.readBooks(accountId)).toEqual(settled);

  await bench.work();
  expect(await bench.readJob(job)).toMatchObject({ status: 'failed', delivered: 40 });
  expect(await bench.readBooks(accountId)).toEqual(settled);
});

it('a job that never ran costs nothing', async () => {
  const accountId = await bench.openAccount();
  const job = await bench.startJob(accountId, 300);
  await sweepLater();
  await bench.work();
  expect(await bench.readJob(job)).toMatchObject({ status: 'failed', delivered: 0 });
  expect(await bench.readBooks(accountId)).toEqual({ balance: 100, problems: [], openHolds: 0 });
});
