import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpointMetaKeys } from '../../../functions/mcp-endpoint/endpoint-meta.ts';
import { writeJobMessage } from '../../../functions/jobs/job-message.ts';
import { startMessaging, type Messaging } from '../../../infra/local/triggers/start-messaging.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { createJobBench, type JobBench } from '../../support/job-bench.ts';
import { createScriptedDirectory } from '../../support/scripted-directory.ts';
import { connectClient } from './connect-client.ts';
import { approve } from './sample-calls.ts';

/** Three lots, for twelve tokens. */
const count = 60;
const tokens = 12;
const collect = {
  name: 'collect_businesses',
  arguments: { category: 'dentist', place: 'Tampa', count },
  _meta: approve(tokens),
};

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let messaging: Messaging;
let api: TestApi;
let bench: JobBench;
let account: TestAccount;
beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'job-progress-'));
  messaging = await startMessaging({ localDir: folder.path, dataDir: undefined });
  api = await startApi({ messagingUrl: messaging.url });
  bench = createJobBench(api.table);
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  messaging.stop();
  await folder.remove();
});
beforeEach(async () => {
  account = await api.openAccount();
});

const readJob = async () => (await bench.jobs.listJobs(account.clientId, { limit: 1 })).rows[0]!;

async function work(beforeLot: (givenCount: number) => Promise<void> | void = () => undefined) {
  bench.messages.push(writeJobMessage(await readJob()));
  await bench.work(createScriptedDirectory({ beforeLot }));
}

async function expectPaid() {
  expect(await account.balance()).toMatchObject({ available: 100 - tokens, held: 0 });
  expect(await account.problems()).toEqual([]);
}

describe.each(['modern', 'legacy'] as const)('a job that a %s client of /mcp starts', (era) => {
  it('is answered at once where nobody asks how far it is', async () => {
    const client = await connectClient(api, account, { era });
    const result = await client.callTool(collect);
    const { jobId } = await readJob();
    expect(result._meta).toMatchObject({
      [endpointMetaKeys.jobId]: jobId,
      [endpointMetaKeys.tokens]: tokens,
      [endpointMetaKeys.balanceAfter]: 100 - tokens,
    });
    expect(result.structuredContent).toMatchObject({ jobId, status: 'queued' });
  });

  it('is followed to its end by who asks how far it is', async () => {
    const client = await connectClient(api, account, { era });
    const told: number[] = [];
    const heardOfMost = Promise.withResolvers<void>();
    const worked = Promise.withResolvers<void>();
    const onprogress = ({ progress, total }: { progress: number; total?: number }) => {
      expect(total).toBe(count);
      told.push(progress);
      // It is queued: a worker comes, which goes on to the end when the client has heard of it.
      if (told.length === 1) {
        const waitsAtLast = (given: number) => (given === 40 ? heardOfMost.promise : undefined);
        work(waitsAtLast).then(worked.resolve, worked.reject);
      }
      if (progress === 40) heardOfMost.resolve();
    };
    const result = await client.callTool(collect, { onprogress });
    await worked.promise;
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(told.at(0)).toBe(0);
    expect(told).toContain(40);
    expect(result).toMatchObject({
      isError: false,
      structuredContent: { status: 'done', delivered: count, tokens: { captured: tokens } },
      content: [{ type: 'text', text: expect.stringContaining('It cost 12 tokens.') }],
      _meta: { [endpointMetaKeys.tokens]: tokens },
    });
    await expectPaid();
  });

  it('goes on when its client does not wait any longer', async () => {
    const client = await connectClient(api, account, { era });
    const leaving = new AbortController();
    const call = client.callTool(collect, {
      onprogress: () => leaving.abort(),
      signal: leaving.signal,
    });
    await expect(call).rejects.toThrow();
    expect(await readJob()).toMatchObject({ status: 'queued' });
    await work();
    expect(await readJob()).toMatchObject({ status: 'done', delivered: count });
    await expectPaid();
  });
});
