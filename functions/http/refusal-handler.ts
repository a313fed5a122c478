import middy from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Route } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import { problemResponse } from './problem-response.ts';
import { currentRequestId, enterRequest } from './request-context.ts';

/**
 * A Lambda handler for a method that an address never answers, where callers rely on a 405: API
 * Gateway itself would say 404.
 *
 * @param allow the methods that the address does answer
 */
export const refusalHandler = (route: Route & { successStatus: 405 }, allow: string) =>
  middy()
    .use({
      before: ({ event }: { event: APIGatewayProxyEvent }) =>
        enterRequest(event.requestContext.requestId),
    })
    .handler(async () => {
      const detail = `${route.path} answers ${allow}, not ${route.method}.`;
      const refusal = problemResponse(
        new AppError('method_not_allowed', { detail }),
        currentRequestId(),
      );
      return { ...refusal, headers: { ...refusal.headers, allow } };
    });
