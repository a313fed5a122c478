import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '../../../functions/app-error.ts';
import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createCallToolMetered } from '../../../functions/mcp/call-tool-metered.ts';
import { type ConnectTools, createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { jobIdOf } from '../../../functions/jobs/job-id-of.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { createToolCallStore } from '../../../functions/store/tool-calls.ts';
import { limits } from '../../../shared/limits.ts';
import { priceOf, type ServiceId } from '../../../shared/price-book.ts';
import { type BuiltinServerId, toolServices } from '../../../shared/tool-services.ts';
import { countProviders, createDoneWork, type DoneWork } from '../../support/counted-providers.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { testTime } from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';
import {
  buildToolRequest,
  createToolProcess,
  createWorkshop,
  diesAfter,
  immortal,
  type Step,
} from '../../support/tool-runs.ts';

interface MadeWork {
  readonly countContacts: () => Promise<number>;
  /** Jobs that a worker works on: one whose hold is gone it ends at once. */
  readonly listPaidJobs: () => Promise<readonly string[]>;
}

interface OnceCase {
  readonly args: Readonly<Record<string, unknown>>;
  /** What the tool did, counted where it shows outside. */
  readonly count: (done: DoneWork, made: MadeWork) => number | Promise<number>;
  /** A draft that nobody received is written anew: it reaches nobody, and is paid once. */
  readonly isDraft?: true;
}

const post = { text: 'We are open.', platforms: ['facebook'] };
const contact = { firstName: 'Lina', email: 'lina@example.com' };

/** Work of every tool that stands in the price book. */
const cases: Readonly<Record<string, OnceCase>> = {
  outbound_call: { args: { to: '+12025550143' }, count: ({ calls }) => calls.length },
  collect_businesses: {
    args: { category: 'restaurant', place: 'Tampa', count: 100 },
    count: async ({ jobs }, { listPaidJobs }) =>
      (await listPaidJobs()).filter((jobId) => jobs.has(jobId)).length,
  },
  publish_post: { args: post, count: ({ posts }) => posts.length },
  schedule_post: {
    args: { ...post, at: '2027-01-01T09:00:00Z' },
    count: ({ posts }) => posts.length,
  },
  write_post: {
    args: { topic: 'our new bakery' },
    count: ({ texts }) => texts.length,
    isDraft: true,
  },
  generate_image: { args: { prompt: 'a bakery' }, count: ({ pictures }) => pictures.length },
  'contacts_create-contact': { args: contact, count: (_, made) => made.countContacts() },
  'contacts_upsert-contact': { args: contact, count: (_, made) => made.countContacts() },
};

interface Priced {
  readonly server: BuiltinServerId;
  readonly tool: string;
  readonly service: ServiceId;
  readonly quantityArgument: string | null;
}
const pricedTools: readonly Priced[] = Object.entries(toolServices).flatMap(([server, tools]) =>
  Object.entries(tools).flatMap(([tool, priced]) =>
    // The keys of the table are the servers.
    priced === 'free' ? [] : [{ server: server as BuiltinServerId, tool, ...priced }],
  ),
);

it('is proved for every tool that has a price', () => {
  expect(pricedTools.map(({ tool }) => tool).toSorted()).toEqual(Object.keys(cases).toSorted());
});

describe.each(pricedTools)('$tool under one key', ({ server, tool, service, quantityArgument }) => {
  const { args, count, isDraft } = cases[tool]!;
  const price = priceOf(service, Number(quantityArgument === null ? 1 : args[quantityArgument]));
  let table: TestTable;
  let accountId: string;
  let epochMs: number;
  let done: DoneWork;
  let connectTools: ConnectTools;
  beforeAll(async () => {
    table = await createTestTable();
  });
  beforeEach(async () => {
    epochMs = Date.parse(testTime);
    done = createDoneWork();
    connectTools = createConnectTools({
      builtinServers: createBuiltinServers({
        crm: createCrmStore(table),
        outreach: countProviders(table, done, now),
      }),
    });
    accountId = await putAccount(table);
    await openBench().execute({ kind: 'open', accountId, actor: 'test' });
  });

  const now = () => new Date(epochMs);
  const openBench = (): LedgerBench => createLedgerBench(table, { now });
  /** In a process of its own. */
  const run = (step: Step = immortal) =>
    createToolProcess(table, openBench(), createWorkshop([]), { step, now, connectTools })(
      buildToolRequest(accountId, {
        clientId: accountId,
        server,
        name: tool,
        args,
        approvedTokens: price,
      }),
    );
  /** As a turn calls it, without a claim of its own. */
  async function callInTurn() {
    const entry = createServerCatalogue().find(server);
    const connection = await connectTools({ entry, clientId: accountId });
    const found = connection.tools.find(({ name }) => name === tool)!;
    const bench = openBench();
    const callToolMetered = createCallToolMetered({
      ledger: bench,
      toolCalls: createToolCallStore(table),
      log: bench.log,
      now,
    });
    const result = await callToolMetered({
      connection,
      tool: found,
      policy: getToolPolicy(entry, found),
      args,
      idempotencyKey: 'message#call-1',
      payer: { accountId, actor: 'key:k', clientId: accountId },
    });
    await connection.close();
    return result;
  }
  const made: MadeWork = {
    countContacts: async () =>
      (await createCrmStore(table).contacts.search(accountId, { limit: 50 })).rows.length,
    listPaidJobs: async () =>
      (await openBench().reader.readOpenCharges(accountId)).map(({ chargeId }) =>
        jobIdOf(chargeId),
      ),
  };

  async function expectOnce(workCount = 1): Promise<void> {
    expect(await count(done, made)).toBe(workCount);
    const audit = await openBench().verify(accountId);
    expect(audit).toMatchObject({ problems: [], balance: 100 - price });
  }

  it('works once and is charged once, one after the other', async () => {
    const first = await run();
    expect(first).toMatchObject({ isError: false, isReplay: false, tokens: price });
    expect(await run()).toEqual({ ...first, isReplay: true });
    await expectOnce();
  });

  it('works once and is charged once, ten at a time', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => run()));
    const fresh = outcomes.filter((one) => one.status === 'fulfilled' && !one.value.isReplay);
    expect(fresh).toHaveLength(1);
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refusals.filter((reason) => !isAppError(reason, 'request_in_progress'))).toEqual([]);
    await expectOnce();
  });

  it('works once and is charged once when its process dies before it is noted', async () => {
    // A hold stands between the claim and the work of what costs something.
    const stepsBefore = ['look up', 'claim', ...(price > 0 ? ['hold'] : [])];
    await expect(run(diesAfter(stepsBefore.length))).rejects.toThrow('this process is dead');
    expect(await count(done, made)).toBe(1);
    epochMs += (limits.toolCallLeaseSeconds + 1) * 1_000;
    const again = await run();
    expect(again).toMatchObject({ isError: false, tokens: price });
    expect(await run()).toEqual({ ...again, isReplay: true });
    await expectOnce(isDraft ? 2 : 1);
  });

  it('works once and is charged once when it comes back after its hold is gone', async () => {
    const stepsBefore = ['look up', 'claim', ...(price > 0 ? ['hold'] : [])];
    await expect(run(diesAfter(stepsBefore.length))).rejects.toThrow('this process is dead');
    epochMs += (limits.jobHoldSeconds + 1) * 1_000;
    const bench = openBench();
    for (const { chargeId } of await bench.reader.readOpenCharges(accountId)) {
      await bench.execute({ kind: 'expire', accountId, actor: 'test', chargeId });
    }
    expect(await run()).toMatchObject({ isError: false, tokens: price });
    expect(await count(done, made)).toBe(isDraft ? 2 : 1);
    expect(await openBench().verify(accountId)).toMatchObject({ balance: 100 - price });
  });

  it('works once and is charged once within a turn, in any number of processes', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, callInTurn));
    const paid = results.filter(({ tokens }) => tokens > 0);
    expect(paid).toHaveLength(price > 0 ? 1 : 0);
    expect(await callInTurn()).toMatchObject({ tokens: 0 });
    await expectOnce();
  });
});
