import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../functions/app-error.ts';
import {
  createCallToolMetered,
  type MeteredCall,
} from '../../../functions/mcp/call-tool-metered.ts';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';
import { limits } from '../../../shared/limits.ts';
import { createToolCallStore } from '../../../functions/store/tool-calls.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { testTime } from '../../support/ledger-builders.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const outboundCall = {
  service: 'outbound_call',
  tokens: 1,
  quantityArgument: null,
  needsApproval: true,
} as const;
const leadCollection = {
  service: 'business_collector',
  tokens: 20,
  quantityArgument: 'count',
  needsApproval: true,
} as const;

describe('callToolMetered', () => {
  let table: TestTable;
  let bench: LedgerBench;
  let accountId: string;
  let called: unknown[];
  let charges: unknown[];
  let prechecks: unknown[];
  beforeAll(async () => {
    table = await createTestTable();
  });
  beforeEach(async () => {
    bench = createLedgerBench(table);
    accountId = await putAccount(table);
    await bench.execute({ kind: 'open', accountId, actor: 'test' });
    called = [];
    charges = [];
    prechecks = [];
  });

  const connectionTo = (
    answer: () => Promise<Awaited<ReturnType<ToolConnection['callTool']>>>,
  ): Pick<ToolConnection, 'callTool'> => ({
    callTool: (_name, args, options) => {
      prechecks.push(options?.isPrecheck);
      called.push([args, options?.idempotencyKey]);
      if (options?.charge) charges.push(options.charge);
      return answer();
    },
  });
  const done = connectionTo(async () => ({ isError: false, text: 'Placed.' }));

  const buildCall = (overrides: Partial<MeteredCall> = {}): MeteredCall => ({
    connection: done,
    tool: { name: 'outbound_call' },
    policy: outboundCall,
    args: { to: '+18135551234' },
    idempotencyKey: 'call-1',
    payer: { accountId, actor: 'key:k', clientId: '15', sessionId: 'ses_1' },
    ...overrides,
  });
  const partsWith = (ledger: Pick<LedgerBench, 'execute'>) => ({
    ledger,
    toolCalls: createToolCallStore(table),
    log: bench.log,
    now: () => new Date(testTime),
  });
  const callTool = (overrides: Partial<MeteredCall> = {}) =>
    createCallToolMetered(partsWith(bench))(buildCall(overrides));
  const entries = async () =>
    (await bench.reader.readEntries(accountId, { order: 'oldest first', after: 1 })).map(
      ({ kind, tokens }) => [kind, tokens],
    );

  it('holds the price, calls, and keeps the price', async () => {
    const result = await callTool();
    expect(result).toMatchObject({ isError: false, text: 'Placed.', tokens: 1, balanceAfter: 99 });
    expect(called).toEqual([[{ to: '+18135551234' }, 'call-1']]);
    expect(await entries()).toEqual([['hold', -1]]);
    expect(await bench.reader.readOpenCharges(accountId)).toEqual([]);
  });

  it('writes no entry for a free tool', async () => {
    const policy = { ...outboundCall, service: null, tokens: 0, needsApproval: false };
    expect(await callTool({ policy })).toMatchObject({ tokens: 0, balanceAfter: null });
    expect(called).toHaveLength(1);
    expect(await entries()).toEqual([]);
  });

  it('holds what was asked for of a service sold in lots', async () => {
    const call = callTool({ policy: leadCollection, args: { count: 151 } });
    expect(await call).toMatchObject({ tokens: 31 });
    expect(await entries()).toEqual([['hold', -31]]);
  });

  it.each([undefined, 0, -1, 1.5, '100', null])(
    'does not call a tool sold in lots for a count of %j',
    async (count) => {
      const call = callTool({ policy: leadCollection, args: { count } });
      await expect(call).rejects.toMatchObject({ code: 'amount_invalid' });
      expect(called).toEqual([]);
      expect(await entries()).toEqual([]);
    },
  );

  it('calls once when the same key comes twice, and says so', async () => {
    await callTool();
    const again = await callTool();
    expect(again).toMatchObject({ isError: true, tokens: 0 });
    expect(again.text).toContain('not made again');
    expect(called).toHaveLength(1);
    expect(await entries()).toEqual([['hold', -1]]);
  });

  it('calls once when the same key comes many times at once', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => callTool()));
    expect(results.filter(({ isError }) => !isError)).toHaveLength(1);
    expect(called).toHaveLength(1);
    expect(await entries()).toEqual([['hold', -1]]);
  });

  it('refuses the same key with other arguments', async () => {
    await callTool();
    await expect(callTool({ args: { to: 'another' } })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(called).toHaveLength(1);
  });

  it('gives the price back when the tool refuses', async () => {
    const connection = connectionTo(async () => ({ isError: true, text: 'No such number.' }));
    const result = await callTool({ connection });
    expect(result).toMatchObject({ isError: true, tokens: 0, balanceAfter: 100 });
    expect(await entries()).toEqual([
      ['hold', -1],
      ['release', 1],
    ]);
  });

  it.each([
    ['the server is gone', new AppError('server_unreachable')],
    ['the call is stopped', new DOMException('stopped', 'AbortError')],
    ['the tool breaks', new Error('bug')],
  ])('gives the price back and passes it on when %s', async (_, failure) => {
    const connection = connectionTo(() => Promise.reject(failure));
    await expect(callTool({ connection })).rejects.toBe(failure);
    expect(await entries()).toEqual([
      ['hold', -1],
      ['release', 1],
    ]);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 100 });
  });

  it('tells the truth when the ledger fails after the tool has acted, and alarms', async () => {
    const execute: typeof bench.execute = (command) =>
      command.kind === 'capture'
        ? Promise.reject(new AppError('ledger_unavailable'))
        : bench.execute(command);
    const callOnce = createCallToolMetered(partsWith({ execute }));
    const result = await callOnce(buildCall());
    expect(result).toMatchObject({ isError: false, text: 'Placed.', tokens: 1, balanceAfter: 99 });
    expect(bench.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'tool call not captured' }),
    );
    expect(await bench.reader.readOpenCharges(accountId)).toHaveLength(1);
  });

  describe('of a tool that says what it delivered', () => {
    const collect = (deliveredQuantity: number) =>
      callTool({
        policy: leadCollection,
        args: { count: 300 },
        connection: connectionTo(async () => ({
          isError: false,
          text: 'Done.',
          deliveredQuantity,
        })),
      });

    it.each([
      [300, 60, []],
      [120, 24, [['release', 36]]],
      [0, 0, [['release', 60]]],
      [900, 60, []],
    ])('pays for %i of 300 leads %i tokens', async (delivered, tokens, back) => {
      expect(await collect(delivered)).toEqual({
        isError: false,
        text: 'Done.',
        tokens,
        balanceAfter: 100 - tokens,
      });
      expect(await entries()).toEqual([['hold', -60], ...back]);
      expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 100 - tokens });
    });
  });

  it('leaves the hold to the job that the tool has started', async () => {
    const connection = connectionTo(async () => ({
      isError: false,
      text: 'On it.',
      jobId: 'job_1',
    }));
    const result = await callTool({ policy: leadCollection, args: { count: 100 }, connection });
    expect(result).toEqual({
      isError: false,
      text: 'On it.',
      jobId: 'job_1',
      tokens: 20,
      balanceAfter: 80,
    });
    const [hold] = await bench.reader.readOpenCharges(accountId);
    const holdSeconds = Number(hold?.expiresAtEpochSeconds) - Date.parse(testTime) / 1000;
    expect(holdSeconds).toBe(limits.jobHoldSeconds);
  });

  it('tells the tool which hold pays for it', async () => {
    await callTool();
    const [hold] = await bench.reader.readEntries(accountId, {
      order: 'newest first',
      after: null,
    });
    expect(charges).toEqual([{ accountId, chargeId: hold?.chargeId }]);
  });

  it('takes no hold for a call that the tool would refuse', async () => {
    const policy = { ...outboundCall, isPrechecked: true };
    const connection = connectionTo(async () => ({ isError: true, text: 'Not at this hour.' }));
    expect(await callTool({ policy, connection })).toEqual({
      isError: true,
      text: 'Not at this hour.',
      tokens: 0,
      balanceAfter: null,
    });
    expect(prechecks).toEqual([true]);
    expect(await entries()).toEqual([]);
  });

  it('calls a tool that would not refuse, once', async () => {
    expect(await callTool({ policy: { ...outboundCall, isPrechecked: true } })).toMatchObject({
      tokens: 1,
    });
    expect(prechecks).toEqual([true, undefined]);
  });

  it('says what became of the tool, not of the ledger that could not release', async () => {
    const execute: typeof bench.execute = (command) =>
      command.kind === 'release'
        ? Promise.reject(new AppError('ledger_unavailable'))
        : bench.execute(command);
    const gone = new AppError('server_unreachable');
    const call = createCallToolMetered(partsWith({ execute }))(
      buildCall({ connection: connectionTo(() => Promise.reject(gone)) }),
    );
    await expect(call).rejects.toBe(gone);
    expect(await bench.reader.readOpenCharges(accountId)).toHaveLength(1);
  });

  it('does not call what cannot be paid', async () => {
    const spent = { service: 'ai_chat_message', quantity: 100, idempotencyKey: randomUUID() };
    await bench.execute({ kind: 'charge', accountId, actor: 'test', ...spent });
    await expect(callTool()).rejects.toMatchObject({
      code: 'insufficient_tokens',
      members: { required: 1, available: 0, service: 'outbound_call' },
    });
    expect(called).toEqual([]);
  });

  it('logs which tool ran, how long and with what outcome, and no arguments', async () => {
    await callTool();
    const line = bench.log.lines.find(({ message }) => message === 'tool called');
    expect(line?.fields).toEqual({
      tool: 'outbound_call',
      durationMs: expect.any(Number),
      outcome: 'done',
    });
    expect(JSON.stringify(bench.log.lines)).not.toContain('8135551234');
  });
});
