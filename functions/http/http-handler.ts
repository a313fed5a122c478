import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import * as z from 'zod';
import type { Route } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import { toAppError } from '../problem.ts';
import type { KeyedAnswer, Operation, RouteRequest } from '../route-request.ts';
import { acceptsCsv } from './accepts-csv.ts';
import { csvResponse } from './csv-response.ts';
import { parseRequest } from './parse-request.ts';
import { apiHeaders, logProblem, problemResponse } from './problem-response.ts';
import { currentRequestId, enterRequest } from './request-context.ts';

/** Tells a caller that nothing happened this time: this is the first answer again. */
const replayHeaders = { 'idempotency-replayed': 'true' };
const keyedAnswerSchema = z.object({
  body: z.unknown(),
  isReplay: z.boolean(),
  isAccepted: z.boolean().optional(),
});

/** Binds log lines to the request, and turns whatever is thrown into a problem response. */
export const requestMiddleware = (log: Log, operation: string) => ({
  before: ({ event }: { event: APIGatewayProxyEvent }) =>
    enterRequest(event.requestContext.requestId),
  onError: (request: { error: unknown; response: unknown }) => {
    const error = toAppError(request.error);
    logProblem(log, error, operation);
    request.response = problemResponse(error, currentRequestId());
  },
});

/** The checked request that an operation runs on. */
export const routeRequest = <R extends Route>(
  route: R,
  event: APIGatewayProxyEvent,
  context: Context,
) =>
  // The route's own schemas produced these members, so they are of its types.
  ({
    ...parseRequest(route, event),
    format: route.csv && acceptsCsv(event) ? 'csv' : 'json',
    requestId: currentRequestId(),
    remainingMs: () => context.getRemainingTimeInMillis(),
  }) as RouteRequest<R>;

/** A Lambda handler that answers JSON, or CSV where its route offers it: parse, run, check, write. */
export function httpHandler<R extends Route>(route: R, run: Operation<R>, log: Log) {
  return middy()
    .use(requestMiddleware(log, `${route.method} ${route.path}`))
    .handler(
      async (event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> => {
        const request = routeRequest(route, event, context);
        const answered = await run(request);
        const { body: answer, isReplay, isAccepted } = readAnswer(route, answered);
        if (!(route.response instanceof z.ZodType)) {
          return { statusCode: route.successStatus, headers: { ...apiHeaders }, body: '' };
        }
        const checked = checkAnswer(route.response, answer);
        if (route.csv && request.format === 'csv') {
          return csvResponse(route, route.csv, event, checked);
        }
        return {
          statusCode: isAccepted ? 202 : route.successStatus,
          headers: {
            ...apiHeaders,
            ...(isReplay && replayHeaders),
            'content-type': 'application/json',
          },
          body: JSON.stringify(checked),
        };
      },
    );
}

/** Only a route that takes a key can have been asked the same before. */
function readAnswer(route: Route, answer: unknown): KeyedAnswer<unknown> {
  if (route.takesIdempotencyKey) return keyedAnswerSchema.parse(answer);
  return { body: answer, isReplay: false };
}

/** An answer that is not what the route promises is our mistake, not the caller's. */
function checkAnswer(schema: z.ZodType, answer: unknown): unknown {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('internal', { cause: parsed.error });
}
