import { beforeAll, describe, expect, it } from 'vitest';
import { createJobBench, type JobBench } from '../../support/job-bench.ts';
import { buildLead, createScriptedDirectory } from '../../support/scripted-directory.ts';
import { createTestTable } from '../../support/table.ts';

const sound = { problems: [], openHolds: 0 };

describe('a job', () => {
  let bench: JobBench;
  beforeAll(async () => {
    bench = createJobBench(await createTestTable());
  });

  const countRows = async (job: Parameters<JobBench['leads']['listLeads']>[0]) => {
    const rows = await bench.leads.listLeads(job, { after: 0, limit: 1_000 });
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_row, index) => index + 1));
    return rows.length;
  };

  it('delivers what was asked for and keeps the price of it', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 110);
    await bench.work();
    const done = await bench.readJob(job);
    expect(done).toMatchObject({ status: 'done', delivered: 110, endedAt: expect.any(String) });
    expect(await countRows(job)).toBe(110);
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 78 });
  });

  it('keeps the price of what there is when the directory has less', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 200);
    await bench.work(createScriptedDirectory({ leadCount: 51 }));
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 51 });
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 89 });
  });

  it('costs nothing when nothing is found', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 50);
    await bench.work(createScriptedDirectory({ leadCount: 0 }));
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 0 });
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 100 });
  });

  it('keeps the price of 120 leads when the directory fails after them', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 300);
    await bench.work(createScriptedDirectory({ failsAfter: 120 }));
    const reason = 'The scripted directory did not answer.';
    expect(await bench.readJob(job)).toMatchObject({ status: 'failed', delivered: 120, reason });
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 76 });
  });

  it('counts a business once, however often and differently it is listed', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 100);
    const leadAt = (number: number) =>
      number % 2 === 0
        ? buildLead(number / 2, { name: `BAKERY  ${number / 2}` })
        : buildLead((number + 1) / 2);
    await bench.work(createScriptedDirectory({ leadCount: 120, leadAt }));
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 60 });
    expect(await countRows(job)).toBe(60);
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 88 });
  });

  it('counts a business once that comes again in a later lot', async () => {
    const job = await bench.startJob(await bench.openAccount(), 100);
    const leadAt = (number: number) => buildLead(number > 30 ? number - 15 : number);
    await bench.work(createScriptedDirectory({ leadCount: 60, leadAt }));
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 45 });
    expect(await countRows(job)).toBe(45);
  });

  it('changes nothing when its message comes again after the end', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 40);
    await bench.work();
    const before = [await bench.readJob(job), await bench.readBooks(accountId)];
    await bench.work();
    await bench.work(createScriptedDirectory({ failsAfter: 0 }));
    expect([await bench.readJob(job), await bench.readBooks(accountId)]).toEqual(before);
    expect(await countRows(job)).toBe(40);
  });

  it('is delivered and paid once by workers that run at once', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 200);
    await Promise.all([bench.work(), bench.work(), bench.work()]);
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 200 });
    expect(await countRows(job)).toBe(200);
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 60 });
  });

  it('is handed over when the time of a run is nearly over', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 100);
    const sentCount = bench.messages.length;
    let remainingMs = 50_000;
    const tire = createScriptedDirectory({ beforeLot: () => void (remainingMs -= 2_000) });
    await bench.work(tire, () => remainingMs);
    expect(await bench.readJob(job)).toMatchObject({ status: 'running', delivered: 60 });
    expect(bench.messages).toHaveLength(sentCount + 1);
    await bench.work();
    expect(await bench.readJob(job)).toMatchObject({ status: 'done', delivered: 100 });
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 80 });
  });

  it('keeps its message when a run has no time for it at all', async () => {
    const job = await bench.startJob(await bench.openAccount(), 20);
    const sentCount = bench.messages.length;
    await expect(bench.work(undefined, () => 1_000)).rejects.toThrow('no time');
    expect(bench.messages).toHaveLength(sentCount);
    expect(await bench.readJob(job)).toMatchObject({ status: 'queued', delivered: 0 });
  });

  it('delivers nothing more once its hold is settled', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 100);
    const { chargeId } = job;
    const release = {
      kind: 'release',
      accountId,
      chargeId,
      actor: 'test',
      reason: 'test',
    } as const;
    await bench.ledger.execute(release);
    await bench.work();
    expect(await bench.readJob(job)).toMatchObject({ status: 'failed', delivered: 0 });
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 100 });
  });

  it('holds its tokens longer with each lot', async () => {
    const accountId = await bench.openAccount();
    const job = await bench.startJob(accountId, 40);
    const deadlines: number[] = [];
    const beforeLot = async () => {
      const hold = await bench.ledger.reader.readCharge(accountId, job.chargeId);
      deadlines.push(hold!.expiresAtEpochSeconds!);
    };
    await bench.work(createScriptedDirectory({ beforeLot }));
    expect(deadlines).toHaveLength(2);
    const inAnHour = Math.floor(Date.now() / 1000) + 3_600;
    for (const deadline of deadlines) expect(deadline).toBeGreaterThan(inAnHour - 60);
  });

  it('that nobody knows is reported and given up', async () => {
    bench.messages.push({ id: 'x', group: 'x', body: '{"accountId":"a","jobId":"job_x"}' });
    await bench.work();
    expect(bench.log.lines.at(-1)).toMatchObject({ level: 'error', message: 'job not found' });
  });
});
