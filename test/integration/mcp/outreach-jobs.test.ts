import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import { jobListSchema, jobSchema } from '../../../shared/api/jobs.ts';
import { leadSchema } from '../../../shared/api/leads.ts';
import { createJobBench, type JobBench } from '../../support/job-bench.ts';
import { putRunningJob } from '../../support/running-job.ts';
import { openOutreach, type OpenOutreach } from './open-outreach.ts';
import { readStructured } from './read-structured.ts';

const jobWithLeadsSchema = jobSchema.extend({ leads: z.array(leadSchema) });
const sound = { problems: [], openHolds: 0 };

describe('the tools for jobs', () => {
  let open: OpenOutreach;
  let bench: JobBench;
  let accountId: string;
  let clientId: string;
  let connection: ToolConnection;
  beforeAll(async () => {
    open = await openOutreach();
    bench = createJobBench(open.table);
  });
  beforeEach(async () => {
    ({ accountId, clientId } = await openClient());
    connection = await open.connect(clientId);
  });

  async function openClient() {
    const accountId = await bench.openAccount();
    const clientId = `client-${randomUUID()}`;
    await createAccountStore(open.table).createClient({ accountId, clientId, name: 'Rosalex' });
    return { accountId, clientId };
  }
  const startJob = () => putRunningJob(open.table, { accountId, clientId });
  const startAndEnd = async () => {
    const jobId = await startJob();
    await connection.callTool('cancel_job', { jobId });
    return jobId;
  };

  it('say how a job stands, what it costs and what it found first', async () => {
    const jobId = await startJob();
    const result = await connection.callTool('get_job', { jobId });
    const { leads, ...job } = readStructured(result, jobWithLeadsSchema);
    expect(job).toMatchObject({
      jobId,
      status: 'running',
      requested: 100,
      delivered: 40,
      tokens: { held: 20, captured: null },
    });
    expect(leads).toHaveLength(10);
    expect(result.text).toContain('40 of 100 found so far. 20 tokens are set aside.');
    expect(result.text).toContain(leads[0]!.name);
  });

  it('mean the newest job that goes on where nobody names one', async () => {
    const older = await startJob();
    await startAndEnd();
    const read = async () =>
      readStructured(await connection.callTool('get_job', {}), jobWithLeadsSchema).jobId;
    expect(await read()).toBe(older);
    await connection.callTool('cancel_job', {});
    const newest = await startAndEnd();
    expect(await read()).toBe(newest);
  });

  it('cancel a job, which then costs what it delivered, however often it is cancelled', async () => {
    const jobId = await startJob();
    for (const _ of [1, 2]) {
      const result = await connection.callTool('cancel_job', { jobId });
      const job = readStructured(result, jobSchema);
      expect(job).toMatchObject({ status: 'cancelled', delivered: 40, tokens: { captured: 8 } });
    }
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 92 });
  });

  it('leave a job as it ended', async () => {
    await bench.startJob(accountId, 20, { clientId });
    await bench.work();
    const job = readStructured(await connection.callTool('cancel_job', {}), jobSchema);
    expect(job).toMatchObject({ status: 'done', delivered: 20, tokens: { captured: 4 } });
    expect(await bench.readBooks(accountId)).toEqual({ ...sound, balance: 96 });
  });

  it('list the jobs of the client page by page, the newest first', async () => {
    const started = [await startAndEnd(), await startAndEnd(), await startJob()];
    const listed: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await connection.callTool('list_jobs', { limit: 2, ...(cursor && { cursor }) });
      const { jobs, cursor: next } = readStructured(page, jobListSchema);
      listed.push(...jobs.map(({ jobId }) => jobId));
      cursor = next;
    } while (cursor !== null);
    expect(listed).toEqual(started.toReversed());
  });

  it('know no job of another client, even of one with the same account', async () => {
    const jobId = await startJob();
    const second = `client-${randomUUID()}`;
    await createAccountStore(open.table).createClient({ accountId, clientId: second, name: 'Two' });
    const stranger = await openClient();
    for (const other of [second, stranger.clientId, 'nobody']) {
      const theirs = await open.connect(other);
      for (const tool of ['get_job', 'cancel_job']) {
        for (const args of [{ jobId }, {}]) {
          const result = await theirs.callTool(tool, args);
          expect(result).toMatchObject({ isError: true, text: 'This job does not exist.' });
        }
      }
      const list = readStructured(await theirs.callTool('list_jobs', {}), jobListSchema);
      expect(list.jobs).toEqual([]);
    }
    const result = await connection.callTool('get_job', { jobId });
    expect(readStructured(result, jobWithLeadsSchema).status).toBe('running');
  });
});
