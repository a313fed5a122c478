import { beforeAll, describe, expect, it } from 'vitest';
import { chargeIdOf } from '../../../functions/ledger/account/charge-record.ts';
import {
  createHistoryReader,
  type HistoryReader,
} from '../../../functions/ledger/read/history-reader.ts';
import { listTransactions } from '../../../functions/ledger/read/list-transactions.ts';
import type { Transaction } from '../../../shared/api/tokens.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import {
  buildChargeCommand,
  buildHoldCommand,
  buildReleaseCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { listAllTransactions } from '../../support/list-all-transactions.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
let bench: LedgerBench;
let history: HistoryReader;
/** What time it is for the ledger. */
let clock = testTime;
beforeAll(async () => {
  table = await createTestTable();
  bench = createLedgerBench(table, { now: () => new Date(clock) });
  history = createHistoryReader(table);
});

const listAll = (accountId: string, limit: number, filters = {}) =>
  listAllTransactions(history, accountId, { ...filters, limit });

describe('a history with filters', () => {
  const minute = (index: number) => new Date(Date.parse(testTime) + index * 60_000).toISOString();
  let accountId: string;
  let all: Transaction[];
  beforeAll(async () => {
    accountId = await putAccount(table);
    const services = ['ai_chat_message', 'social_post', 'outbound_call'];
    // One a minute, but three in minute 5.
    for (const [index, at] of [0, 1, 2, 3, 4, 5, 5, 5, 6, 7, 8, 9].entries()) {
      clock = minute(at);
      const service = services[index % services.length]!;
      const spend = { accountId, service, idempotencyKey: `spend ${index}` };
      if (index % 4 === 0) await bench.execute(buildHoldCommand({ ...spend, quantity: 1 }));
      else await bench.execute(buildChargeCommand(spend));
    }
    clock = minute(10);
    const released = { accountId, chargeId: chargeIdOf('spend 4') };
    await bench.execute(buildReleaseCommand(released));
    all = await listAll(accountId, 100);
  });

  it.each([
    [0, 10],
    [5, 6],
    [5, 5],
    [4, 5],
    [6, undefined],
    [undefined, 5],
    [-3, 1],
    [10, 90],
    [9, 10],
    [-5, -1],
  ])('begins with minute %s and ends before minute %s', async (fromMinute, toMinute) => {
    const from = fromMinute === undefined ? undefined : minute(fromMinute);
    const to = toMinute === undefined ? undefined : minute(toMinute);
    const expected = all.filter(
      ({ createdAt }) => createdAt >= (from ?? '') && createdAt < (to ?? '9999'),
    );
    for (const limit of [1, 2, 3, 100]) {
      expect(await listAll(accountId, limit, { from, to })).toEqual(expected);
    }
  });

  it.each(['ai_chat_message', 'social_post', 'outbound_call', 'business_collector'])(
    'holds nothing but %s, by pages of every size',
    async (service) => {
      const filters = { service, from: minute(1), to: minute(9) };
      const expected = all.filter(
        (row) =>
          row.service === service && row.createdAt >= filters.from && row.createdAt < filters.to,
      );
      for (const limit of [1, 2, 3, 4, 5, 100]) {
        expect(await listAll(accountId, limit, { ...filters, entryCount: 3 })).toEqual(expected);
        expect(await listAll(accountId, limit, filters)).toEqual(expected);
      }
    },
  );

  it('goes on with the same filters only', async () => {
    const filters = { from: minute(1), service: 'social_post' };
    const { cursor } = await listTransactions(history, accountId, { ...filters, limit: 1 });
    const page = { limit: 1, cursor: cursor! };
    const again = await listTransactions(history, accountId, { ...filters, ...page });
    expect(again.transactions).toHaveLength(1);
    await expect(listTransactions(history, accountId, page)).rejects.toMatchObject({
      code: 'malformed_request',
    });
  });

  it('stays the same for who reads on while more is charged', async () => {
    const first = await listTransactions(history, accountId, { limit: 4 });
    clock = minute(11);
    await bench.execute(buildChargeCommand({ accountId, idempotencyKey: 'meanwhile' }));
    const page = { limit: 100, cursor: first.cursor! };
    const rest = await listTransactions(history, accountId, page);
    expect([...first.transactions, ...rest.transactions]).toEqual(all);
  });
});
