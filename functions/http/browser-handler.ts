import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import * as z from 'zod';
import type { Route } from '../../shared/routes.ts';
import type { Log } from '../log.ts';
import type { Redirect, RouteAnswer, RouteRequest } from '../route-request.ts';
import { readBrowser } from './browser-cookie.ts';
import { requestMiddleware, routeRequest } from './http-handler.ts';
import { apiHeaders } from './problem-response.ts';

/** A request of a browser that a cookie knows. */
export type BrowserOperation<R extends Route> = (
  request: RouteRequest<R>,
  browserId: string,
) => Promise<RouteAnswer<R>>;

const redirectHeaders = {
  ...apiHeaders,
  // The address that leads here holds a code: no page may be told of it.
  'referrer-policy': 'no-referrer',
};

/** A Lambda handler that answers JSON, and knows the browser that asks by a cookie. */
export const browserHandler = <R extends Route & { response: z.ZodType }>(
  route: R,
  run: BrowserOperation<R>,
  { log, publicOrigin }: { readonly log: Log; readonly publicOrigin: string },
) =>
  answering(route, log, async (event, context) => {
    const { browserId, setCookie } = readBrowser(event, publicOrigin);
    const answer = await run(routeRequest(route, event, context), browserId);
    return {
      statusCode: route.successStatus,
      headers: {
        ...apiHeaders,
        'content-type': 'application/json',
        'set-cookie': setCookie,
      },
      body: JSON.stringify(route.response.parse(answer)),
    };
  });

/** The same for a route that leads the browser to a page. It gives nobody a cookie. */
export const redirectHandler = <R extends Route & { response: 'redirect' }>(
  route: R,
  run: (request: RouteRequest<R>, browserId: string) => Promise<Redirect>,
  { log, publicOrigin }: { readonly log: Log; readonly publicOrigin: string },
) =>
  answering(route, log, async (event, context) => {
    const { browserId } = readBrowser(event, publicOrigin);
    const { location } = await run(routeRequest(route, event, context), browserId);
    return {
      statusCode: route.successStatus,
      headers: { ...redirectHeaders, location },
      body: '',
    };
  });

const answering = (
  route: Route,
  log: Log,
  answer: (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>,
) =>
  middy()
    .use(requestMiddleware(log, `${route.method} ${route.path}`))
    .handler(answer);
