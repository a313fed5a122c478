import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../functions/app-error.ts';
import {
  createCallToolMetered,
  type MeteredCall,
} from '../../../functions/mcp/call-tool-metered.ts';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';
import { putAccount } from '../../support/ledger-account.ts';
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
  beforeAll(async () => {
    table = await createTestTable();
  });
  beforeEach(async () => {
    bench = createLedgerBench(table);
    accountId = await putAccount(table);
    await bench.execute({ kind: 'open', accountId, actor: 'test' });
    called = [];
  });

  const connectionTo = (
    answer: () => Promise<Awaited<ReturnType<ToolConnection['callTool']>>>,
  ): Pick<ToolConnection, 'callTool'> => ({
    callTool: (_name, args, options) => {
      called.push([args, options?.idempotencyKey]);
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
  const callTool = (overrides: Partial<MeteredCall> = {}) =>
    createCallToolMetered({ ledger: bench, log: bench.log })(buildCall(overrides));
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
    const callOnce = createCallToolMetered({ ledger: { execute }, log: bench.log });
    const result = await callOnce(buildCall());
    expect(result).toMatchObject({ isError: false, text: 'Placed.', tokens: 1, balanceAfter: 99 });
    expect(bench.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'tool call not captured' }),
    );
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
