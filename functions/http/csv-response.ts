import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import type { CsvExport, Route } from '../../shared/routes.ts';
import { writeCsv } from './csv-text.ts';
import { apiHeaders } from './problem-response.ts';

const listSchema = z.looseObject({ cursor: z.string().nullable() });
const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/**
 * A list as a file of CSV. When there is more of it, a Link header names the next part.
 *
 * @param answer checked by the route: the list and a cursor
 */
export function csvResponse(
  { successStatus }: Route,
  csv: CsvExport,
  event: APIGatewayProxyEvent,
  answer: unknown,
): APIGatewayProxyResult {
  const list = listSchema.parse(answer);
  const rows = rowsSchema.parse(list[csv.list]);
  return {
    statusCode: successStatus,
    headers: {
      ...apiHeaders,
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${csv.list}.csv"`,
      ...(list.cursor !== null && { link: `<${addressAfter(event, list.cursor)}>; rel="next"` }),
    },
    body: writeCsv(csv.columns, rows),
  };
}

/** The same request, from the cursor on. */
function addressAfter({ path, queryStringParameters }: APIGatewayProxyEvent, cursor: string) {
  const query = Object.entries(queryStringParameters ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return `${path}?${new URLSearchParams({ ...Object.fromEntries(query), cursor }).toString()}`;
}
