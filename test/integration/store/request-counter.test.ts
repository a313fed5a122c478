import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../functions/store/keys.ts';
import {
  createRequestCounter,
  type CountRequest,
} from '../../../functions/store/request-counter.ts';
import { tableDefinition } from '../../../shared/table-definition.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

/** The machine of a test may be busy. */
const patienceMs = 20_000;
const at = (time: string) => new Date(`2026-03-01T${time}Z`);

describe('the counter of requests', () => {
  let table: TestTable;
  let countRequest: CountRequest;
  beforeAll(async () => {
    table = await createTestTable();
    countRequest = createRequestCounter(table, patienceMs);
  });

  it('loses none of those that come at once', async () => {
    const counted = await Promise.all(
      Array.from({ length: 40 }, () => countRequest('user:crowd', at('12:00:30'))),
    );
    const counts = counted.map(({ count }) => count).toSorted((a, b) => a - b);
    expect(counts).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('counts each caller alone', async () => {
    await countRequest('user:ada', at('12:00:30'));
    expect(await countRequest('user:ada', at('12:00:31'))).toMatchObject({ count: 2 });
    expect(await countRequest('key:ada', at('12:00:31'))).toMatchObject({ count: 1 });
  });

  it('begins anew with each minute, and says when that is', async () => {
    const actor = 'user:patient';
    expect(await countRequest(actor, at('12:00:00.000'))).toEqual({ count: 1, secondsLeft: 60 });
    expect(await countRequest(actor, at('12:00:59.999'))).toEqual({ count: 2, secondsLeft: 1 });
    expect(await countRequest(actor, at('12:01:00.000'))).toEqual({ count: 1, secondsLeft: 60 });
  });

  it('leaves nothing that stays', async () => {
    const now = at('12:00:30');
    await countRequest('user:gone', now);
    const Key = keys.requestCount('user:gone', now.getTime() / 60_000 - 0.5);
    const read = new GetCommand({ TableName: table.tableName, Key });
    const expiry = (await table.documents.send(read)).Item?.[tableDefinition.timeToLiveAttribute];
    expect(Number(expiry)).toBeGreaterThan(at('12:01:00').getTime() / 1000);
    expect(Number(expiry)).toBeLessThan(at('13:00:00').getTime() / 1000);
  });

  it('gives up what takes too long', async () => {
    const impatient = createRequestCounter(table, 0);
    await expect(impatient('user:late', at('12:00:30'))).rejects.toThrow(/abort/i);
  });
});
