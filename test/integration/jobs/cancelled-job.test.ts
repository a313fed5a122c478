import { beforeAll, describe, expect, it } from 'vitest';
import { endJob } from '../../../functions/jobs/end-job.ts';
import type { Job } from '../../../functions/store/jobs.ts';
import { createJobBench, type JobBench } from '../../support/job-bench.ts';
import { createScriptedDirectory } from '../../support/scripted-directory.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const sound = { problems: [], openHolds: 0 };

describe('a job', () => {
  let table: TestTable;
  let bench: JobBench;
  beforeAll(async () => {
    table = await createTestTable();
    bench = createJobBench(table);
  });

  async function cancel(job: Job): Promise<void> {
    const ended = await endJob(bench.jobs, job, { status: 'cancelled' }, new Date());
    await bench.settleJob(ended);
  }

  it('that is cancelled before any worker has come costs nothing, also when one comes', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 300);
    await cancel(job);
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 100 });
    await bench.work();
    expect(await bench.readJob(job)).toMatchObject({ status: 'cancelled', delivered: 0 });
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 100 });
  });

  it.each([0, 20, 60, 80])(
    'that is cancelled while a worker is at %i leads costs what it delivered in the end',
    async (cancelledAt) => {
      const accountId = await bench.openAccount();
      const job = await bench.startJob(accountId, 100);
      const cancels: Promise<void>[] = [];
      // The worker does not wait, so that both write at the same time; at 80, the last lot.
      const beforeLot = (given: number) =>
        void (given === cancelledAt && cancels.push(cancel(job)));
      await bench.work(createScriptedDirectory({ beforeLot }));
      await Promise.all(cancels);
      const { status, delivered } = await bench.readJob(job);
      expect(['cancelled', 'done']).toContain(status);
      expect(delivered === 100).toBe(status === 'done');
      const rows = await bench.leads.listLeads(job, { after: 0, limit: 1_000 });
      expect(rows).toHaveLength(delivered);
      const balance = 100 - delivered / 5;
      expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance });
    },
  );

  it('is cancelled and paid once by two that cancel it while two work on it', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 100);
    await Promise.all([bench.work(), cancel(job), bench.work(), cancel(job)]);
    const { delivered } = await bench.readJob(job);
    const balance = 100 - delivered / 5;
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance });
  });

  it.each([0, 40])(
    'at %i leads whose deadline passed unnoticed goes on and costs all that it delivers',
    async (found) => {
      const accountId = await bench.openAccount();
      const job = await bench.startJob(accountId, 100);
      let remainingMs = 46_500;
      const beforeLot = () => void (remainingMs -= 1_000);
      if (found > 0) await bench.work(createScriptedDirectory({ beforeLot }), () => remainingMs);
      expect(await bench.readJob(job)).toMatchObject({ delivered: found });
      const twoHoursMs = 2 * 3_600_000;
      const later = createJobBench(table, { now: () => new Date(Date.now() + twoHoursMs) });
      later.messages.push(...bench.messages);
      await later.work();
      expect(await later.readJob(job)).toMatchObject({ status: 'done', delivered: 100 });
      expect(await later.readBooks(accountId)).toEqual({ ...sound, balance: 80 });
    },
  );
});
