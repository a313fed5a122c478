import middy from '@middy/core';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { isAppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import type { Principal } from '../principal.ts';
import { toAppError } from '../problem.ts';
import { logProblem } from './problem-response.ts';
import { enterRequest } from './request-context.ts';

/** API Gateway answers 401 for exactly this message, and 500 for any other error. */
const unauthorized = 'Unauthorized';

/**
 * The Lambda authorizer: says who calls, never what they have. The answer is cached by token, so
 * it allows the whole API; the routes check scope and ownership.
 */
export function authorizerHandler(
  authenticate: (authorization: string | undefined) => Promise<Principal>,
  log: Log,
) {
  return middy()
    .use({
      before: ({ event }: { event: APIGatewayRequestAuthorizerEvent }) => {
        enterRequest(event.requestContext?.requestId ?? 'authorizer');
      },
      onError: (request: { error: unknown }) => {
        const error = toAppError(request.error);
        logProblem(log, error, 'authorize');
        throw isAppError(error, 'unauthenticated') ? new Error(unauthorized) : error;
      },
    })
    .handler(
      async (event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> => {
        const principal = await authenticate(findAuthorization(event));
        return allow(principal, event.methodArn);
      },
    );
}

function findAuthorization({ headers }: APIGatewayRequestAuthorizerEvent): string | undefined {
  const name = Object.keys(headers ?? {}).find((key) => key.toLowerCase() === 'authorization');
  return name === undefined ? undefined : (headers?.[name] ?? undefined);
}

function allow(principal: Principal, methodArn: string): APIGatewayAuthorizerResult {
  const { accountId, actor, scopes, isAdmin } = principal;
  const [api = '*', stage = '*'] = methodArn.split('/');
  return {
    principalId: actor,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${api}/${stage}/*` }],
    },
    // API Gateway passes on texts, numbers and booleans as texts.
    context: { accountId, actor, scopes: scopes.join(' '), isAdmin: String(isAdmin) },
  };
}
