import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createStartJob } from '../../../functions/jobs/start-job.ts';
import { createCallToolMetered } from '../../../functions/mcp/call-tool-metered.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import type { OutreachParts } from '../../../functions/mcp/servers/outreach-tool.ts';
import { createSampleDirectory } from '../../../functions/providers/directory/sample-directory.ts';
import { createToolCallStore } from '../../../functions/store/tool-calls.ts';
import { createJobBench, type JobBench } from '../../support/job-bench.ts';
import { openOutreach, type OpenOutreach } from './open-outreach.ts';

const now = () => new Date();
const bakeries = { category: 'bakery', place: 'Tampa', count: 300 };

describe('collect_businesses', () => {
  let open: OpenOutreach;
  let bench: JobBench;
  beforeAll(async () => {
    open = await openOutreach();
    bench = createJobBench(open.table);
  });

  const startJob = (send = bench.send) =>
    createStartJob({ jobs: bench.jobs, queue: { send }, log: bench.log, now });

  /** Calls the tool by the one road there is, as somebody with an account of their own. */
  async function collect(
    args: Record<string, unknown>,
    options: { accountId?: string; key?: string; parts?: Partial<OutreachParts> } = {},
  ) {
    const { accountId = await bench.openAccount(), key = randomUUID(), parts = {} } = options;
    const connection = await open.connect('15', { startJob: startJob(), ...parts });
    const tool = connection.tools.find(({ name }) => name === 'collect_businesses')!;
    const toolCalls = createToolCallStore(open.table);
    const { ledger, log } = bench;
    const callToolMetered = createCallToolMetered({ ledger, toolCalls, log, now });
    const result = await callToolMetered({
      connection,
      tool,
      policy: getToolPolicy({ id: 'outreach', kind: 'builtin' }, tool),
      args,
      idempotencyKey: key,
      payer: { accountId, actor: 'test', clientId: '15' },
    });
    return { ...result, accountId };
  }

  it('starts a job that owns the hold, and answers with it', async () => {
    const { accountId, jobId, ...result } = await collect(bakeries);
    expect(result).toMatchObject({
      isError: false,
      tokens: 60,
      balanceAfter: 40,
      structured: { jobId, status: 'queued', requested: 300 },
    });
    const [hold] = await bench.ledger.reader.readOpenCharges(accountId);
    expect(hold).toMatchObject({ tokens: 60, service: 'business_collector' });

    await bench.work(createSampleDirectory());
    const { chargeId } = hold!;
    const done = { jobId, clientId: '15', status: 'done', delivered: 300 };
    expect(await bench.readJob({ accountId, chargeId })).toMatchObject(done);
    expect(await bench.readBooks(accountId)).toEqual({ balance: 40, problems: [], openHolds: 0 });
  });

  it('gives back what there was not when the sample directory ends', async () => {
    const accountId = await bench.openAccount(300);
    await collect({ ...bakeries, count: 1_000 }, { accountId });
    await bench.work(createSampleDirectory());
    expect(await bench.readBooks(accountId)).toEqual({ balance: 228, problems: [], openHolds: 0 });
  });

  it('starts no job without the tokens for all that is asked for', async () => {
    const accountId = await bench.openAccount();
    const sentCount = bench.messages.length;
    const call = collect({ ...bakeries, count: 501 }, { accountId });
    await expect(call).rejects.toMatchObject({
      code: 'insufficient_tokens',
      members: { required: 101, available: 100 },
    });
    expect(bench.messages).toHaveLength(sentCount);
    expect(await bench.readBooks(accountId)).toEqual({ balance: 100, problems: [], openHolds: 0 });
  });

  it.each([
    ['more than a job may be asked for', { ...bakeries, count: 1_001 }],
    ['no category', { ...bakeries, category: ' ' }],
    ['something it does not know', { ...bakeries, country: 'US' }],
  ])('refuses %s before it holds anything', async (_case, args) => {
    const { accountId, ...result } = await collect(args, {
      accountId: await bench.openAccount(300),
    });
    expect(result).toMatchObject({ isError: true, tokens: 0 });
    expect(await bench.ledger.verify(accountId)).toMatchObject({ balance: 300, entryCount: 2 });
  });

  it('refuses a kind of business that the directory cannot tell from others', async () => {
    const directory = { name: 'small directory', hasCategory: () => false };
    const { accountId, ...result } = await collect(bakeries, { parts: { directory } });
    expect(result).toMatchObject({ isError: true, tokens: 0 });
    expect(result.text).toContain('small directory has no businesses called "bakery"');
    expect(await bench.ledger.verify(accountId)).toMatchObject({ balance: 100, entryCount: 1 });
  });

  it('gives the tokens back when the job cannot be queued', async () => {
    const send = () => Promise.reject(new Error('cut off'));
    const { accountId, ...result } = await collect(bakeries, {
      parts: { startJob: startJob(send) },
    });
    expect(result).toMatchObject({ isError: true, tokens: 0, balanceAfter: 100 });
    expect(await bench.readBooks(accountId)).toEqual({ balance: 100, problems: [], openHolds: 0 });
  });

  it('starts one job however often the same call is made', async () => {
    const accountId = await bench.openAccount();
    const key = randomUUID();
    const results = await Promise.all([1, 2, 3].map(() => collect(bakeries, { accountId, key })));
    expect(results.filter(({ isError }) => !isError)).toHaveLength(1);
    expect(await bench.readBooks(accountId)).toEqual({ balance: 40, problems: [], openHolds: 1 });
  });

  it('does nothing without a hold', async () => {
    const { callTool } = await open.connect('15', { startJob: startJob() });
    const sentCount = bench.messages.length;
    expect(await callTool('collect_businesses', bakeries)).toMatchObject({ isError: true });
    expect(bench.messages).toHaveLength(sentCount);
  });
});
