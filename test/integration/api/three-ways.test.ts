import { randomUUID } from 'node:crypto';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { writeJobMessage } from '../../../functions/jobs/job-message.ts';
import { createSampleDirectory } from '../../../functions/providers/directory/sample-directory.ts';
import { startMessaging, type Messaging } from '../../../infra/local/triggers/start-messaging.ts';
import { problemSchema } from '../../../shared/api/primitives.ts';
import { toolOutcomeSchema } from '../../../shared/api/tools.ts';
import { priceBook, priceOf, type ServiceId } from '../../../shared/price-book.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { createJobBench } from '../../support/job-bench.ts';
import { calls, type ModelServer, says, startModelServer } from '../../support/model-server.ts';
import { connectClient } from '../mcp-endpoint/connect-client.ts';
import { approve } from '../mcp-endpoint/sample-calls.ts';

interface Sample {
  readonly tool: string;
  readonly service: ServiceId;
  readonly quantity: number;
  readonly args: Readonly<Record<string, unknown>>;
}

const samples: readonly Sample[] = [
  {
    tool: 'outbound_call',
    service: 'outbound_call',
    quantity: 1,
    args: { to: '+12025550143', name: 'Lina' },
  },
  {
    tool: 'collect_businesses',
    service: 'business_collector',
    quantity: 55,
    args: { category: 'dentist', place: 'Tampa', count: 55 },
  },
  {
    tool: 'publish_post',
    service: 'social_post',
    quantity: 1,
    args: { text: 'Open house on Saturday', platforms: ['facebook'] },
  },
];

/** A sample that has been asked for, but not approved yet. */
interface Asked {
  /** Tokens that the person is asked to agree to. */
  readonly tokens: unknown;
  /** @returns the job that it started, if it started one */
  readonly approve: () => Promise<string | undefined>;
}
type Way = (account: TestAccount, sample: Sample) => Promise<Asked>;

const startedSchema = z.looseObject({ jobId: z.string().optional() });
const chatService: ServiceId = 'ai_chat_message';
const outputType = 'tool-output-available';

describe('a call, a lead collection and a post', () => {
  let model: ModelServer;
  let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
  let messaging: Messaging;
  let api: TestApi;
  beforeAll(async () => {
    model = await startModelServer();
    folder = await mkdtempDisposable(join(tmpdir(), 'three-ways-'));
    messaging = await startMessaging({ localDir: folder.path, dataDir: undefined });
    api = await startApi({ modelBaseUrl: model.baseUrl, messagingUrl: messaging.url });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    messaging.stop();
    await model[Symbol.asyncDispose]();
    await folder.remove();
  });

  const inChat: Way = async (account, { tool, args }) => {
    const chat = await account.chat();
    model.script(calls(tool, args), says('That is done.'));
    const id = randomUUID();
    const asked = await chat.say('Please do it.', id);
    const [approval] = asked.approvals;
    return {
      tokens: approval?.descriptor.tokens,
      approve: async () => {
        const reply = await chat.answer(id, { [approval?.approvalId ?? '']: true });
        const output = reply.chunks.find(({ type }) => type === outputType)?.['output'];
        const { structured } = z.looseObject({ structured: startedSchema }).parse(output);
        return structured.jobId;
      },
    };
  };

  const byToolsRoute: Way = async (account, { tool, args }) => {
    const { sessionId } = await account.chat();
    const headers = { 'idempotency-key': randomUUID() };
    const send = (approval: object) =>
      account.call(
        'POST',
        `/api/mcp/tools/${tool}`,
        { sessionId, arguments: args, ...approval },
        headers,
      );
    const refused = await send({});
    expect(refused.status).toBe(409);
    const problem = problemSchema.parse(refused.body);
    expect(problem.code).toBe('approval_required');
    return {
      tokens: problem['tokens'],
      approve: async () => {
        const { body } = await send({ approvedTokens: problem['tokens'] });
        return toolOutcomeSchema.parse(body).jobId;
      },
    };
  };

  const byMcp: Way = async (account, { tool, args }) => {
    const client = await connectClient(api, account);
    const refused = await client.callTool({ name: tool, arguments: args });
    expect(refused).toMatchObject({
      isError: true,
      structuredContent: { code: 'approval_required' },
    });
    const { tokens } = z.looseObject({ tokens: z.int() }).parse(refused.structuredContent);
    return {
      tokens,
      approve: async () => {
        const call = { name: tool, arguments: args, _meta: approve(tokens) };
        const { structuredContent } = await client.callTool(call);
        return startedSchema.parse(structuredContent).jobId;
      },
    };
  };

  /** Has a worker do what was put into the queue. */
  async function finishJob({ accountId }: TestAccount, jobId: string): Promise<void> {
    const bench = createJobBench(api.table);
    const job = await bench.jobs.readJob(accountId, jobId);
    if (job === null) throw new Error(`there is no job ${jobId}`);
    bench.messages.push(writeJobMessage(job));
    await bench.work(createSampleDirectory());
  }

  /** Entries of the service that a message is not. */
  async function readEntries({ accountId }: TestAccount) {
    const { reader } = createJobBench(api.table).ledger;
    const entries = await reader.readEntries(accountId, { order: 'oldest first', after: null });
    return entries
      .filter(({ service }) => service !== undefined && service !== chatService)
      .map(({ kind, service, quantity, tokens, priceVersion }) => ({
        kind,
        service,
        quantity,
        tokens,
        priceVersion,
      }));
  }

  /** All that a way of doing it leaves behind. */
  async function observe(way: Way, sample: Sample) {
    const account = await api.openAccount();
    const asked = await way(account, sample);
    const before = await readEntries(account);
    const jobId = await asked.approve();
    if (jobId !== undefined) await finishJob(account, jobId);
    const transactions = await account.charges();
    const messages = transactions.filter(({ service }) => service === chatService);
    const { available, held } = await account.balance();
    return {
      askedFor: asked.tokens,
      before,
      hasJob: jobId !== undefined,
      entries: await readEntries(account),
      statuses: transactions.flatMap((row) => (row.service === chatService ? [] : row.status)),
      /** Without the message that the chat costs besides. */
      left: available + messages.length,
      held,
      problems: await account.problems(),
    };
  }

  it.each(samples)(
    '$tool costs the same and asks the same in each of three ways',
    async (sample) => {
      const { service, quantity, tool } = sample;
      const tokens = priceOf(service, quantity);
      const inChatDone = await observe(inChat, sample);
      const spent = { service, quantity, priceVersion: priceBook.version };
      expect(inChatDone).toEqual({
        askedFor: tokens,
        before: [],
        hasJob: tool === 'collect_businesses',
        entries: [{ ...spent, kind: 'hold', tokens: -tokens }],
        statuses: ['charged'],
        left: 100 - tokens,
        held: 0,
        problems: [],
      });
      expect(await observe(byToolsRoute, sample)).toEqual(inChatDone);
      expect(await observe(byMcp, sample)).toEqual(inChatDone);
    },
  );
});
