import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, isAppError } from '../../../functions/app-error.ts';
import type { ToolRequest } from '../../../functions/operations/tool-request.ts';
import { createAllowanceStore } from '../../../functions/store/allowances.ts';
import { buildAllowance } from '../../../functions/mcp/build-allowance.ts';
import { limits } from '../../../shared/limits.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';
import {
  buildListedTool,
  buildToolRequest,
  createToolProcess,
  createWorkshop,
} from '../../support/tool-runs.ts';

const call = buildListedTool('outbound_call');
const collect = buildListedTool('collect_businesses');
const lookUp = buildListedTool('get_call', { isReadOnly: true });
const post = buildListedTool('post', { isDestructive: true });

describe('running a tool outside a turn', () => {
  let table: TestTable;
  let bench: LedgerBench;
  let accountId: string;
  let clientId: string;
  let workshop: ReturnType<typeof createWorkshop>;
  beforeAll(async () => {
    table = await createTestTable();
  });
  beforeEach(async () => {
    bench = createLedgerBench(table);
    accountId = await putAccount(table);
    clientId = accountId;
    await bench.execute({ kind: 'open', accountId, actor: 'test' });
    workshop = createWorkshop([call, collect, lookUp, post]);
  });

  const buildRequest = (overrides: Partial<ToolRequest> = {}) =>
    buildToolRequest(accountId, { clientId, ...overrides });
  const run = (overrides: Partial<ToolRequest> = {}) =>
    createToolProcess(table, bench, workshop)(buildRequest(overrides));
  const balance = async () => (await bench.verify(accountId)).balance;
  const wantsPost = { server: 'remote', name: 'post', approvedTokens: null };
  const leads = { name: 'collect_businesses', args: { count: 300 }, approvedTokens: 60 };

  it('answers what the tool said and what it cost', async () => {
    expect(await run()).toEqual({
      toolCallId: expect.stringMatching(/^call_/),
      isError: false,
      text: 'Done.',
      tokens: 1,
      balanceAfter: 99,
      isReplay: false,
    });
  });

  it('answers the same key with the stored outcome, and calls nothing', async () => {
    workshop.work = async () => ({ isError: false, text: 'Done.', structured: { callId: 'c' } });
    const first = await run();
    expect(await run()).toEqual({ ...first, isReplay: true });
    expect(workshop.calls).toHaveLength(1);
    expect(await balance()).toBe(99);
  });

  it('calls once for twenty requests with the same key from as many processes', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => run()));
    const fresh = outcomes.filter((one) => one.status === 'fulfilled' && !one.value.isReplay);
    expect(fresh).toHaveLength(1);
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refusals.filter((reason) => !isAppError(reason, 'request_in_progress'))).toEqual([]);
    expect(workshop.calls).toHaveLength(1);
    expect(await balance()).toBe(99);
  });

  it.each<[string, Partial<ToolRequest>]>([
    ['other arguments', { args: { to: '+12025550144' } }],
    ['another tool', { name: 'get_call' }],
    ['another server', { server: 'crm' }],
    ['another client', { clientId: '16' }],
  ])('refuses the same key for %s', async (_, overrides) => {
    await run();
    await expect(run(overrides)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(workshop.calls).toHaveLength(1);
  });

  it('makes nothing of the key that another account used', async () => {
    await run();
    const other = await putAccount(table);
    await bench.execute({ kind: 'open', accountId: other, actor: 'test' });
    const principal = { accountId: other, actor: 'key:o' };
    expect(await run({ principal })).toMatchObject({ isReplay: false, balanceAfter: 99 });
  });

  it.each([
    [300, 60],
    [120, 24],
    [0, 0],
  ])('pays for %i of 300 leads %i tokens, also when asked again', async (delivered, tokens) => {
    workshop.work = async () => ({ isError: false, text: 'Done.', deliveredQuantity: delivered });
    const first = await run(leads);
    expect(first).toMatchObject({ tokens, balanceAfter: 100 - tokens });
    expect(await run(leads)).toEqual({ ...first, isReplay: true });
    expect(await balance()).toBe(100 - tokens);
  });

  it('answers with the job that a tool has started, whose hold stays open', async () => {
    workshop.work = async () => ({ isError: false, text: 'On it.', jobId: 'job_1' });
    const first = await run(leads);
    expect(first).toMatchObject({ jobId: 'job_1', tokens: 60, balanceAfter: 40 });
    expect(await run(leads)).toEqual({ ...first, isReplay: true });
    expect(await bench.reader.readOpenCharges(accountId)).toHaveLength(1);
  });

  it('stores a refusal of the tool as its outcome, which costs nothing', async () => {
    workshop.work = async () => ({ isError: true, text: 'No such number.' });
    const first = await run();
    expect(first).toMatchObject({ isError: true, tokens: 0, balanceAfter: 100 });
    expect(await run()).toEqual({ ...first, isReplay: true });
    expect(workshop.calls).toHaveLength(1);
  });

  it.each([
    ['outbound_call', { to: '1' }, 'outbound_call', 1],
    ['collect_businesses', { count: 151 }, 'business_collector', 31],
  ])('asks for approval of %s with its cost', async (name, args, service, tokens) => {
    for (const approvedTokens of [null, tokens - 1]) {
      await expect(run({ name, args, approvedTokens })).rejects.toMatchObject({
        code: 'approval_required',
        members: { service, tokens, title: `Title of ${name}` },
      });
    }
    expect(workshop.calls).toEqual([]);
    // The same key succeeds once the cost is agreed to.
    expect(await run({ name, args, approvedTokens: tokens })).toMatchObject({ tokens });
  });

  it('asks for approval of a destructive tool that costs nothing', async () => {
    await expect(run(wantsPost)).rejects.toMatchObject({
      code: 'approval_required',
      members: { service: null, tokens: 0 },
    });
    expect(await run({ ...wantsPost, approvedTokens: 0 })).toMatchObject({ tokens: 0 });
  });

  it('never asks before a tool that only reads for nothing', async () => {
    expect(await run({ name: 'get_call', approvedTokens: null })).toMatchObject({
      isError: false,
      tokens: 0,
      balanceAfter: null,
    });
  });

  it.each(['no_such_tool', 'tokens_get-balance'])(
    'knows no tool of a server named %s',
    async (name) => {
      await expect(run({ name })).rejects.toMatchObject({ code: 'tool_not_found' });
    },
  );

  it('does not call what cannot be paid, and does with the same key once it can', async () => {
    const origin = { accountId, actor: 'test' };
    const spent = { service: 'ai_chat_message', quantity: 100, idempotencyKey: 'spent' };
    await bench.execute({ kind: 'charge', ...origin, ...spent });
    await expect(run()).rejects.toMatchObject({ code: 'insufficient_tokens' });
    expect(workshop.calls).toEqual([]);
    const bought = { tokens: 5, bucket: 'purchase', idempotencyKey: 'bought' } as const;
    await bench.execute({ kind: 'grant', ...origin, ...bought });
    expect(await run()).toMatchObject({ isError: false, tokens: 1, balanceAfter: 4 });
  });

  describe('when the server is gone', () => {
    const gone = () => Promise.reject(new AppError('server_unreachable'));
    const works = async () => ({ isError: false, text: 'Done.' });

    it('calls a tool of the product again under the same key, and charges it once', async () => {
      workshop.work = gone;
      await expect(run()).rejects.toMatchObject({ code: 'server_unreachable' });
      expect(await balance()).toBe(100);
      workshop.work = works;
      expect(await run()).toMatchObject({ isError: false, tokens: 1, isReplay: false });
      expect(await balance()).toBe(99);
    });

    it('gives up a key that failed ten times', async () => {
      workshop.work = gone;
      for (let attempt = 1; attempt <= limits.toolCallAttemptCount; attempt++) {
        await expect(run()).rejects.toMatchObject({ code: 'server_unreachable' });
      }
      workshop.work = works;
      await expect(run()).rejects.toMatchObject({ code: 'call_attempts_exhausted' });
      expect(await balance()).toBe(100);
    });

    it('does not call a tool elsewhere again that may have done its work', async () => {
      workshop.work = gone;
      const request = { ...wantsPost, approvedTokens: 0 };
      await expect(run(request)).rejects.toMatchObject({ code: 'server_unreachable' });
      workshop.work = works;
      expect(await run(request)).toMatchObject({ isError: true, tokens: 0 });
      expect(workshop.calls).toHaveLength(1);
    });
  });

  describe('a tool that the client allows always', () => {
    const allow = (server: string, tool: typeof call) =>
      createAllowanceStore(table).putAllowance(
        clientId,
        buildAllowance(server, tool, { by: 'user:ada', at: new Date() }),
      );

    it('runs without asking, until that is taken back', async () => {
      await allow('outreach', call);
      expect(await run({ approvedTokens: null })).toMatchObject({ tokens: 1 });
      await createAllowanceStore(table).revokeAllowance(
        clientId,
        { server: 'outreach', tool: call.name },
        new Date(),
      );
      const again = run({ approvedTokens: null, key: 'key-2' });
      await expect(again).rejects.toMatchObject({ code: 'approval_required' });
    });

    it('allows no other tool, and not the one of that name on another server', async () => {
      await allow('outreach', collect);
      await allow('crm', call);
      await expect(run({ approvedTokens: null })).rejects.toMatchObject({
        code: 'approval_required',
      });
    });

    it('asks again once a server elsewhere has changed it', async () => {
      await allow('remote', post);
      expect(await run(wantsPost)).toMatchObject({ isError: false });
      workshop.tools = [{ ...post, description: 'Deletes everything.' }];
      const again = run({ ...wantsPost, key: 'key-2' });
      await expect(again).rejects.toMatchObject({ code: 'approval_required' });
    });
  });
});
