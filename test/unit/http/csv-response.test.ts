import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { httpHandler } from '../../../functions/http/http-handler.ts';
import { routes, type Route } from '../../../shared/routes.ts';
import { buildProxyEvent } from '../../support/api-proxy-event.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

const route = {
  ...routes.getMe,
  response: z.object({
    people: z.array(z.object({ name: z.string() })),
    cursor: z.string().nullable(),
  }),
  csv: { list: 'people', columns: ['name'] },
} satisfies Route;
// Of the context a handler asks the time that is left, and nothing else.
const context = { getRemainingTimeInMillis: () => 1_234 } as unknown as Context;

describe('a route with a list that can be had as CSV', () => {
  const call = (accept: string, cursor: string | null, query: Record<string, string> = {}) => {
    const run: Parameters<typeof httpHandler<typeof route>>[1] = async ({ format }) => ({
      people: [{ name: `asked for ${format}`, secret: 's' }],
      cursor,
    });
    const headers = { Accept: accept };
    const event = { path: '/api/people', headers, queryStringParameters: query };
    return httpHandler(route, run, createRecordingLog())(buildProxyEvent(event), context);
  };

  it('is a file for who accepts CSV, with no more in it than the route promises', async () => {
    expect(await call('text/csv', null)).toEqual({
      statusCode: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': 'attachment; filename="people.csv"',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
      body: 'name\r\nasked for csv\r\n',
    });
  });

  it('is JSON for everybody else', async () => {
    const { headers, body } = await call('*/*', null);
    expect(headers).toMatchObject({ 'content-type': 'application/json' });
    expect(JSON.parse(body)).toEqual({ people: [{ name: 'asked for json' }], cursor: null });
  });

  it('names the next part in a Link, with the same query and the new cursor', async () => {
    const { headers } = await call('text/csv', 'b&c', { service: 'a b', cursor: 'old' });
    expect(headers?.['link']).toBe('</api/people?service=a+b&cursor=b%26c>; rel="next"');
  });

  it('offers columns that its rows have', () => {
    for (const { csv, response } of Object.values(routes as Record<string, Route>)) {
      if (csv === undefined) continue;
      const list = z.instanceof(z.ZodObject).parse(response).shape[csv.list];
      const row = z.instanceof(z.ZodObject).parse(z.instanceof(z.ZodArray).parse(list).element);
      expect(Object.keys(row.shape).toSorted()).toEqual(csv.columns.toSorted());
    }
  });
});
