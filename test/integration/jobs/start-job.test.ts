import { beforeAll, describe, expect, it } from 'vitest';
import { createStartJob } from '../../../functions/jobs/start-job.ts';
import { createJobBench, type JobBench } from '../../support/job-bench.ts';
import { createTestTable } from '../../support/table.ts';

describe('starting a job', () => {
  let bench: JobBench;
  beforeAll(async () => {
    bench = createJobBench(await createTestTable());
  });

  it('twice under the same hold starts one, and sends its message again', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 50);
    const { jobs, log } = bench;
    const ids: string[] = [];
    const send: Parameters<typeof createStartJob>[0]['queue']['send'] = async (messages) => {
      ids.push(...messages.map(({ id }) => id));
      return new Set();
    };
    const start = createStartJob({ jobs, queue: { send }, log, now: () => new Date() });
    expect(await start(job)).toEqual(job);
    expect(ids).toEqual([bench.messages.at(-1)!.id]);

    await bench.work();
    expect(await start(job)).toMatchObject({ status: 'done', delivered: 50 });
    expect(ids).toHaveLength(1);
  });

  it.each<[string, () => Promise<ReadonlySet<string>>]>([
    ['does not answer', () => Promise.reject(new Error('cut off'))],
    ['takes nothing', async () => new Set(['refused'])],
  ])('is refused when the queue %s, and then never runs', async (_case, send) => {
    const accountId = await bench.openAccount();
    const refused = bench.startJob(accountId, 50, { send });
    await expect(refused).rejects.toMatchObject({ code: 'provider_failed' });
    const [hold] = await bench.ledger.reader.readOpenCharges(accountId);
    const { chargeId } = hold!;
    expect(await bench.readJob({ accountId, chargeId })).toMatchObject({ status: 'failed' });
  });

  it('stands when the queue had taken the message and a worker was faster', async () => {
    const accountId = await bench.openAccount();
    const send: typeof bench.send = async (messages) => {
      await bench.send(messages);
      await bench.work();
      throw new Error('the reply was lost');
    };
    const job = await bench.startJob(accountId, 40, { send });
    expect(job).toMatchObject({ status: 'done', delivered: 40 });
    expect(await bench.readBooks(accountId)).toEqual({ balance: 92, problems: [], openHolds: 0 });
  });
});
