import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Transaction, transactionsSchema } from '../../../shared/api/tokens.ts';
import { chargeIdOf } from '../../../functions/ledger/charge-record.ts';
import { listTransactions } from '../../../functions/ledger/list-transactions.ts';
import { keys } from '../../../functions/store/keys.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import {
  buildCaptureCommand,
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const pageCount = 40;

let table: TestTable;
let bench: LedgerBench;
beforeAll(async () => {
  table = await createTestTable();
  bench = createLedgerBench(table);
});

/** Follows the cursors to the end. */
async function listAll(accountId: string, limit: number): Promise<Transaction[]> {
  const rows: Transaction[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pageCount; page++) {
    const answer = await listTransactions(bench.reader, accountId, { limit, cursor });
    expect(answer).toEqual(transactionsSchema.parse(answer));
    expect(answer.transactions.length).toBeLessThanOrEqual(limit);
    rows.push(...answer.transactions);
    if (answer.cursor === null) return rows;
    cursor = answer.cursor;
  }
  throw new Error(`more than ${pageCount} pages`);
}

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
      const listing = listTransactions(bench.reader, accountId, { limit: 5, cursor });
      await expect(listing).rejects.toMatchObject({ code: 'malformed_request' });
    },
  );
});

describe('other histories', () => {
  it('is empty for an account that was never used', async () => {
    const answer = await listTransactions(bench.reader, await putAccount(table), { limit: 5 });
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
    const first = await listTransactions(bench.reader, accountId, { limit: 1 });
    expect(first).toEqual({ transactions: [], cursor: expect.any(String) });
    const rows = await listAll(accountId, 1);
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
