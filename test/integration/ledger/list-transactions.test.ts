import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { chargeIdOf } from '../../../functions/ledger/account/charge-record.ts';
import {
  createHistoryReader,
  type HistoryReader,
} from '../../../functions/ledger/read/history-reader.ts';
import { listTransactions } from '../../../functions/ledger/read/list-transactions.ts';
import { keys } from '../../../functions/store/keys.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import {
  buildAdjustCommand,
  buildCaptureCommand,
  buildChargeCommand,
  buildExpireCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildRefundCommand,
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

describe('the history of an account', () => {
  let accountId: string;
  beforeAll(async () => {
    accountId = await putAccount(table);
    const hold = (idempotencyKey: string) => buildHoldCommand({ accountId, idempotencyKey });
    const settling = (key: string) => ({ accountId, chargeId: chargeIdOf(key) });
    const origin = { clientId: '15', sessionId: 's1', reference: { turn: 't1' } };
    await bench.execute(buildChargeCommand({ accountId, ...origin }));
    await bench.execute(hold('given back'));
    await bench.execute(buildReleaseCommand(settling('given back')));
    await bench.execute(hold('in part'));
    await bench.execute(buildCaptureCommand({ ...settling('in part'), quantity: 50 }));
    await bench.execute(hold('kept'));
    await bench.execute(buildCaptureCommand(settling('kept')));
    await bench.execute(hold('for nothing'));
    await bench.execute(buildCaptureCommand({ ...settling('for nothing'), quantity: 0 }));
    await bench.execute(hold('running'));
    await bench.execute(buildGrantCommand({ accountId }));
    await bench.execute({ ...hold('free'), service: 'contact_create', quantity: 1 });
    await bench.execute(buildReleaseCommand(settling('free')));
  });

  it('is one row for a hold and what became of it, newest first', async () => {
    const rows = await listAll(accountId, 20);
    const told = rows.map((row) => [
      row.sequence,
      row.kind,
      row.tokens,
      row.balanceAfter,
      row.status,
    ]);
    expect(told).toEqual([
      [12, 'hold', 0, 549, 'released'],
      [11, 'grant', 500, 549, 'credited'],
      [10, 'hold', -20, 49, 'pending'],
      [8, 'hold', 0, 69, 'released'],
      [7, 'hold', -20, 69, 'charged'],
      [5, 'hold', -10, 89, 'partly_released'],
      [3, 'hold', 0, 99, 'released'],
      [2, 'charge', -1, 99, 'charged'],
      [1, 'grant', 100, 100, 'credited'],
    ]);
    const sum = rows.reduce((total, row) => total + row.tokens, 0);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: sum });
  });

  it('says what each row was for', async () => {
    const rows = await listAll(accountId, 20);
    expect(rows.find((row) => row.sequence === 2)).toEqual({
      id: `${accountId}-2`,
      sequence: 2,
      kind: 'charge',
      service: 'ai_chat_message',
      quantity: 1,
      tokens: -1,
      balanceAfter: 99,
      status: 'charged',
      createdAt: '2026-03-01T12:00:00.000Z',
      clientId: '15',
      sessionId: 's1',
      reference: { turn: 't1' },
    });
  });

  it.each([1, 2, 3, 5, 8, 9, 10])('is the same by pages of %i', async (limit) => {
    expect(await listAll(accountId, limit)).toEqual(await listAll(accountId, 100));
  });

  it.each(['', 'nonsense', '0', '-1', '1.5', '2;3', '99999999999999'])(
    'refuses a cursor made of "%s"',
    async (text) => {
      const cursor = Buffer.from(text).toString('base64url');
      const listing = listTransactions(history, accountId, { limit: 5, cursor });
      await expect(listing).rejects.toMatchObject({ code: 'malformed_request' });
    },
  );
});

describe('what became of a charge', () => {
  it('tells what became of holds whose time ran out', async () => {
    clock = testTime;
    const accountId = await putAccount(table);
    const holds = ['forgotten', 'late', 'late in part', 'too late'];
    for (const idempotencyKey of holds) {
      await bench.execute(buildHoldCommand({ accountId, idempotencyKey, holdSeconds: 60 }));
    }
    clock = '2026-03-01T12:02:00.000Z';
    for (const key of holds) {
      await bench.execute(buildExpireCommand({ accountId, chargeId: chargeIdOf(key) }));
    }
    const capture = (key: string, quantity?: number) =>
      bench.execute(buildCaptureCommand({ accountId, chargeId: chargeIdOf(key), quantity }));
    await capture('late');
    await capture('late in part', 50);
    await bench.execute(buildAdjustCommand({ accountId, tokens: -65 }));
    await capture('too late');

    const told = (await listAll(accountId, 3)).map(
      ({ kind, tokens, status, balanceAfter }) => `${kind} ${tokens} ${status} ${balanceAfter}`,
    );
    expect(told).toEqual([
      'adjustment -65 recorded 5',
      'hold 0 uncollected 5',
      'hold -10 partly_released 70',
      'hold -20 charged 80',
      'hold 0 expired 40',
      'grant 100 credited 100',
    ]);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 5 });
  });

  it('tells of refunds twice: as rows, and as what became of the charge', async () => {
    clock = testTime;
    const accountId = await putAccount(table);
    for (const idempotencyKey of ['in part', 'whole']) {
      const post = { service: 'social_post', idempotencyKey };
      await bench.execute(buildChargeCommand({ accountId, ...post }));
    }
    const refund = (key: string, tokens?: number) =>
      bench.execute(
        buildRefundCommand({
          accountId,
          chargeId: chargeIdOf(key),
          tokens,
          idempotencyKey: `refund ${key}`,
        }),
      );
    await refund('in part', 3);
    await refund('whole');
    const rows = await listAll(accountId, 20, { service: 'social_post' });
    expect(rows.map(({ kind, tokens, status }) => [kind, tokens, status])).toEqual([
      ['refund', 10, 'credited'],
      ['refund', 3, 'credited'],
      ['charge', -10, 'refunded'],
      ['charge', -10, 'partly_refunded'],
    ]);
  });

  it('tells of use that the balance did not cover', async () => {
    clock = testTime;
    const accountId = await putAccount(table);
    const leads = { service: 'business_collector', quantity: 1_000 };
    await bench.execute(buildChargeCommand({ accountId, ...leads, isAfterTheFact: true }));
    const [row] = await listAll(accountId, 20);
    expect(row).toMatchObject({ kind: 'uncollected', tokens: 0, status: 'uncollected' });
  });

  it('shows the end of one month and the start of the next', async () => {
    clock = testTime;
    const accountId = await putAccount(table);
    await bench.execute(buildChargeCommand({ accountId }));
    clock = '2026-04-01T12:00:00.000Z';
    await bench.execute(buildChargeCommand({ accountId, idempotencyKey: 'next month' }));
    const rows = await listAll(accountId, 20);
    expect(rows.map(({ kind, tokens, balanceAfter }) => [kind, tokens, balanceAfter])).toEqual([
      ['charge', -1, 99],
      ['grant', 100, 100],
      ['expiry', -99, 0],
      ['charge', -1, 99],
      ['grant', 100, 100],
    ]);
  });
});

describe('other histories', () => {
  it('ends a page that grows too heavy for one answer, and loses no row', async () => {
    clock = testTime;
    const accountId = await putAccount(table);
    const reference = { note: 'x'.repeat(300_000) };
    for (let index = 0; index < 9; index++) {
      const idempotencyKey = `heavy ${index}`;
      await bench.execute(buildChargeCommand({ accountId, idempotencyKey, reference }));
    }
    const first = await listTransactions(history, accountId, { limit: 100 });
    expect(first.transactions).toHaveLength(6);
    const sequences = (await listAll(accountId, 100)).map(({ sequence }) => sequence);
    expect(sequences).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('is empty for an account that was never used', async () => {
    const answer = await listTransactions(history, await putAccount(table), { limit: 5 });
    expect(answer).toEqual({ transactions: [], cursor: null });
  });

  it('goes on past a long run of releases, which are no rows', async () => {
    const accountId = await putAccount(table);
    const holds = Array.from({ length: 15 }, (_, index) => `hold ${index}`);
    for (const idempotencyKey of holds) {
      await bench.execute(buildHoldCommand({ accountId, idempotencyKey, quantity: 5 }));
    }
    for (const key of holds) {
      await bench.execute(buildReleaseCommand({ accountId, chargeId: chargeIdOf(key) }));
    }
    const first = await listTransactions(history, accountId, { limit: 1, entryCount: 15 });
    expect(first).toEqual({ transactions: [], cursor: expect.any(String) });
    const rows = await listAll(accountId, 1, { entryCount: 4 });
    expect(rows.map((row) => row.sequence)).toEqual([
      16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
  });

  it('shows a repair as recorded', async () => {
    const accountId = await putAccount(table);
    await bench.execute(buildChargeCommand({ accountId }));
    await table.documents.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key: keys.accountState(accountId),
        UpdateExpression: 'REMOVE available',
      }),
    );
    await bench.execute(buildChargeCommand({ accountId, idempotencyKey: 'next' }));
    const [, repair] = await listAll(accountId, 20);
    expect(repair).toMatchObject({ kind: 'adjustment', tokens: 0, status: 'recorded' });
  });
});
