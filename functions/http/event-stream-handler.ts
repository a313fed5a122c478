import middy from '@middy/core';
import { executionModeStreamifyResponse } from '@middy/core/StreamifyResponse';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { Route } from '../../shared/routes.ts';
import type { Log } from '../log.ts';
import type { Operation } from '../route-request.ts';
import { requestMiddleware, routeRequest } from './http-handler.ts';
import { apiHeaders } from './problem-response.ts';

const eventStreamHeaders = {
  ...apiHeaders,
  'content-type': 'text/event-stream; charset=utf-8',
  // Nothing in between may collect the events.
  'x-accel-buffering': 'no',
  'x-vercel-ai-ui-message-stream': 'v1',
};

/**
 * A Lambda handler that streams server-sent events. Whatever is refused before the first event is
 * an ordinary problem response; after it, the stream itself says what went wrong.
 */
export function eventStreamHandler<R extends Route & { response: 'events' }>(
  route: R,
  run: Operation<R>,
  log: Log,
) {
  return middy({ executionMode: executionModeStreamifyResponse })
    .use(requestMiddleware(log, `${route.method} ${route.path}`))
    .handler(async (event: APIGatewayProxyEvent, context: Context) => ({
      statusCode: route.successStatus,
      headers: eventStreamHeaders,
      body: await run(routeRequest(route, event, context)),
    }));
}
