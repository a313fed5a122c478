import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../../shared/routes.ts';
import { type Transaction, transactionsSchema } from '../../../shared/api/tokens.ts';
import { openPastAccount, type PastAccount } from '../../support/api-past-account.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';
import { parseCsv } from '../../support/parse-csv.ts';

const pageCount = 50;
const address = routes.listTransactions.path;
const day = (number: number, time = '12:00:00.000') => `2026-03-0${number}T${time}Z`;
const chat = (idempotencyKey: string, reference: Record<string, string> = {}) =>
  ({
    kind: 'charge',
    idempotencyKey,
    service: 'ai_chat_message',
    quantity: 1,
    reference,
  }) as const;

describe('the history over HTTP', () => {
  let api: TestApi;
  let account: PastAccount;
  let all: Transaction[];
  beforeAll(async () => {
    api = await startApi();
    account = await openPastAccount(api, day(1));
    await account.execute(day(2, '00:00:00.000'), chat('midnight'));
    await account.execute(day(2, '23:59:59.999'), chat('just before midnight'));
    await account.execute(day(3, '00:00:00.000'), chat('midnight again', { note: '=1+1' }));
    const post = { kind: 'hold', service: 'social_post', quantity: 1, holdSeconds: 600 } as const;
    await account.execute(day(3), { ...post, idempotencyKey: 'post' });
    const leads = { kind: 'charge', service: 'business_collector', quantity: 7 } as const;
    await account.execute(day(4), { ...leads, idempotencyKey: 'leads' });
    all = await readAll('limit=100');
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const read = async (query: string) => {
    const { status, body } = await account.call('GET', `${address}?${query}`);
    expect(status).toBe(200);
    return transactionsSchema.parse(body);
  };

  async function readAll(query: string): Promise<Transaction[]> {
    const rows: Transaction[] = [];
    let next = '';
    for (let page = 0; page < pageCount; page++) {
      const { transactions, cursor } = await read(query + next);
      rows.push(...transactions);
      if (cursor === null) return rows;
      next = `&cursor=${cursor}`;
    }
    throw new Error(`more than ${pageCount} pages`);
  }

  it('reads a day as its first moment in UTC, and leaves out the moment at the end', async () => {
    const sequences = async (query: string) =>
      (await readAll(query)).map(({ sequence }) => sequence);
    expect(all.map(({ sequence }) => sequence)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await sequences('from=2026-03-02&to=2026-03-03')).toEqual([3, 2]);
    expect(await sequences('from=2026-03-03')).toEqual([6, 5, 4]);
    expect(await sequences('from=2026-03-02T23:59:59.999Z&to=2026-03-03T00:00:00Z')).toEqual([3]);
    expect(await sequences('to=2026-03-01T12:00:00.001Z')).toEqual([1]);
    expect(await sequences('to=2026-03-01T12:00:00.000Z')).toEqual([]);
    expect(await sequences('from=2026-03-03&to=2026-03-03')).toEqual([]);
    expect(await sequences('service=social_post&from=2026-03-01')).toEqual([5]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 100])('gives each row once by pages of %i', async (limit) => {
    expect(await readAll(`limit=${limit}`)).toEqual(all);
    expect(await readAll(`limit=${limit}&from=2026-03-02`)).toEqual(all.slice(0, 5));
  });

  it.each([
    'from=yesterday',
    'from=2026-02-30',
    'from=2026-3-1',
    'from=',
    'from=2026-03-01T12:00:00',
    'to=2026-03-01T12:00:00%2B01:00',
    'from=2026-03-02&to=2026-03-01',
    'service=',
    'service=a%20b',
    'until=2026-03-01',
  ])('?%s is malformed', async (query) => {
    const answer = await account.call('GET', `${address}?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_request' } });
  });

  it('says that a service is none, as a charge for it would', async () => {
    const answer = await account.call('GET', `${address}?service=teleport`);
    const body = { code: 'service_unknown', service: 'teleport' };
    expect(answer).toMatchObject({ status: 422, body });
  });

  it('takes a cursor with the filters it was made with, and for its account alone', async () => {
    const { cursor } = await read('limit=1&from=2026-03-02');
    const refused = { status: 400, body: { code: 'malformed_request' } };
    const query = (text: string) => `${address}?limit=1&cursor=${cursor}${text}`;
    expect((await account.call('GET', query('&from=2026-03-02'))).status).toBe(200);
    expect(await account.call('GET', query(''))).toMatchObject(refused);
    expect(await account.call('GET', query('&from=2026-03-01'))).toMatchObject(refused);
    const other = await openPastAccount(api, day(1));
    expect(await other.call('GET', query('&from=2026-03-02'))).toMatchObject(refused);
  });

  it('writes nothing, whatever is read', async () => {
    const before = await readTableRows(api.table);
    await readAll('limit=2&service=ai_chat_message');
    await account.send('GET', address, undefined, { accept: 'text/csv' });
    expect(await readTableRows(api.table)).toEqual(before);
  });

  describe('as CSV', () => {
    const download = async (query: string) => {
      const response = await account.send('GET', `${address}?${query}`, undefined, {
        accept: 'text/csv',
      });
      return { response, rows: parseCsv(await response.text()) };
    };

    it('is a file with the very rows of the list', async () => {
      const { response, rows } = await download('');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="transactions.csv"',
      );
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('link')).toBeNull();
      const [columns = [], ...cells] = rows;
      const read = cells.map((row) =>
        Object.fromEntries(columns.map((column, index) => [column, row[index]])),
      );
      const expected = all.map((row) => ({
        ...z.record(z.string(), z.coerce.string()).parse(row),
        clientId: '',
        sessionId: '',
        quantity: String(row.quantity ?? ''),
        service: row.service ?? '',
        reference: JSON.stringify(row.reference),
      }));
      expect(read).toEqual(expected);
    });

    it('keeps to the filters', async () => {
      const { rows } = await download('service=social_post');
      expect(rows.slice(1).map(([, sequence]) => sequence)).toEqual(['5']);
    });

    it('names the next part in a Link, and the parts make the whole', async () => {
      const whole = (await download('from=2026-03-02')).rows.slice(1);
      const parts: string[][] = [];
      let query = 'from=2026-03-02&limit=2';
      for (let part = 0; part < 3; part++) {
        const { response, rows } = await download(query);
        parts.push(...rows.slice(1));
        const [, next] = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '') ?? [];
        query = next?.split('?')[1] ?? '';
        expect(query === '').toBe(part === 2);
      }
      expect(parts).toEqual(whole);
    });

    it('refuses as JSON does', async () => {
      const response = await account.send('GET', `${address}?limit=0`, undefined, {
        accept: 'text/csv',
      });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    });

    it('carries what customers wrote without running it', async () => {
      const hostile = await openPastAccount(api, day(1));
      const clientId = '=HYPERLINK("http://evil","a")\r\n@x';
      const reference = { note: '"quoted", and\nbroken', formula: '=cmd' };
      await hostile.execute(day(2), { ...chat('hostile', reference), clientId });
      const response = await hostile.send('GET', address, undefined, { accept: 'text/csv' });
      const [columns = [], row = []] = parseCsv(await response.text());
      expect(row[columns.indexOf('clientId')]).toBe(`'${clientId}`);
      expect(JSON.parse(row[columns.indexOf('reference')] ?? '')).toEqual(reference);
      expect(row[columns.indexOf('tokens')]).toBe('-1');
    });
  });
});
