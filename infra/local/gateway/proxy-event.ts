import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Route } from '../../../shared/routes.ts';
import { emptyIdentity } from './empty-identity.ts';

/** What the authorizer says about the caller. API Gateway hands every value on as text. */
export type AuthorizerContext = Readonly<Record<string, string>>;

/** The event that API Gateway (REST, Lambda proxy) makes of a request not yet authorised. */
export function buildProxyEvent(input: {
  request: IncomingMessage;
  url: URL;
  route: Route;
  pathParameters: Readonly<Record<string, string>>;
  body: Buffer;
  requestId: string;
}): APIGatewayProxyEvent {
  const { request, url, route, body } = input;
  const isBase64Encoded = !isUtf8(body);
  const headers = groupPairs(pairRawHeaders(request.rawHeaders));
  const query = groupPairs([...url.searchParams]);
  return {
    resource: route.path,
    path: url.pathname,
    httpMethod: route.method,
    headers: lastValues(headers),
    multiValueHeaders: headers,
    queryStringParameters: emptyToNull(lastValues(query)),
    multiValueQueryStringParameters: emptyToNull(query),
    pathParameters: emptyToNull({ ...input.pathParameters }),
    stageVariables: null,
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded: body.length > 0 && isBase64Encoded,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      authorizer: null,
      domainName: url.hostname,
      httpMethod: route.method,
      identity: {
        ...emptyIdentity,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? null,
      },
      path: url.pathname,
      protocol: `HTTP/${request.httpVersion}`,
      requestId: input.requestId,
      requestTimeEpoch: Date.now(),
      resourceId: 'local',
      resourcePath: route.path,
      stage: 'local',
    },
  };
}

type Grouped = Record<string, string[]>;

/** Node gives names and values in turn, as they were sent; their case is kept as AWS keeps it. */
function pairRawHeaders(rawHeaders: readonly string[]): [string, string][] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] satisfies [string, string]] : [],
  );
}

function groupPairs(pairs: readonly (readonly [string, string])[]): Grouped {
  const groups = Object.entries(Object.groupBy(pairs, ([name]) => name));
  return Object.fromEntries(
    groups.map(([name, group]) => [name, (group ?? []).map(([, value]) => value)]),
  );
}

function lastValues(grouped: Grouped): Record<string, string> {
  return Object.fromEntries(
    Object.entries(grouped).map(([name, values]) => [name, values.at(-1) ?? '']),
  );
}

const emptyToNull = <T extends object>(value: T): T | null =>
  Object.keys(value).length === 0 ? null : value;
