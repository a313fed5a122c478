import middy from '@middy/core';
import { executionModeStreamifyResponse } from '@middy/core/StreamifyResponse';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { routes } from '../../shared/routes.ts';
import { requestMiddleware, routeRequest } from '../http/http-handler.ts';
import { apiHeaders } from '../http/problem-response.ts';
import type { Log } from '../log.ts';
import { endpointRequest } from './endpoint-request.ts';
import { readEndpointHeaders } from './read-endpoint-headers.ts';
import type { ServeEndpoint } from './serve-endpoint.ts';

const route = routes.callMcp;

/**
 * A Lambda handler for MCP over Streamable HTTP. Who may not come in gets a problem response; from
 * there on answers are those of MCP.
 */
export function endpointHandler(serve: ServeEndpoint, log: Log) {
  return middy({ executionMode: executionModeStreamifyResponse })
    .use(requestMiddleware(log, `${route.method} ${route.path}`))
    .handler(async (event: APIGatewayProxyEvent, context: Context) => {
      const { principal, remainingMs } = routeRequest(route, event, context);
      const caller = { principal, headers: readEndpointHeaders(event), remainingMs };
      const response = await serve(endpointRequest(event), caller);
      return {
        statusCode: response.status,
        headers: { ...Object.fromEntries(response.headers), ...apiHeaders },
        body: response.body ?? '',
      };
    });
}
