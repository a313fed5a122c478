import middy from '@middy/core';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { isAppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import type { LimitRequests } from '../operations/limit-requests.ts';
import type { Principal } from '../principal.ts';
import { toAppError } from '../problem.ts';
import { logProblem } from './problem-response.ts';
import { enterRequest } from './request-context.ts';

/** API Gateway answers 401 for exactly this message, and 500 for any other error. */
const unauthorized = 'Unauthorized';

/**
 * The Lambda authorizer: says who calls, never what they have. Its answer is not kept, so that an
 * ended key ends at once and every request is counted; the routes check scope and ownership.
 *
 * Who asks too often gets a Deny with `retryAfterSeconds`, which the gateway answers with 429.
 */
export function authorizerHandler(
  ports: {
    readonly authenticate: (authorization: string | undefined) => Promise<Principal>;
    readonly limitRequests: LimitRequests;
  },
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
        const principal = await ports.authenticate(findAuthorization(event));
        const retryAfterSeconds = await ports.limitRequests(principal);
        return retryAfterSeconds === null
          ? decide('Allow', principal, event, describePrincipal(principal))
          : decide('Deny', principal, event, { retryAfterSeconds: String(retryAfterSeconds) });
      },
    );
}

function findAuthorization({ headers }: APIGatewayRequestAuthorizerEvent): string | undefined {
  const name = Object.keys(headers ?? {}).find((key) => key.toLowerCase() === 'authorization');
  return name === undefined ? undefined : (headers?.[name] ?? undefined);
}

/** API Gateway passes on texts, numbers and booleans as texts. */
const describePrincipal = ({ accountId, actor, scopes, isAdmin }: Principal) => ({
  accountId,
  actor,
  scopes: scopes.join(' '),
  isAdmin: String(isAdmin),
});

function decide(
  Effect: 'Allow' | 'Deny',
  { actor }: Principal,
  { methodArn }: APIGatewayRequestAuthorizerEvent,
  context: Readonly<Record<string, string>>,
): APIGatewayAuthorizerResult {
  const [api = '*', stage = '*'] = methodArn.split('/');
  return {
    principalId: actor,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: `${api}/${stage}/*` }],
    },
    context,
  };
}
