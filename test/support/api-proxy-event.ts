import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What the authorizer says of a caller, as text. */
export const buildAuthorizer = (overrides: Record<string, string> = {}) => ({
  principalId: 'user:ada',
  accountId: '7',
  actor: 'user:ada',
  scopes: 'chat tokens:read',
  isAdmin: 'false',
  ...overrides,
});

/** A request as API Gateway hands it to a function: a signed-in POST of JSON. */
export function buildProxyEvent(
  overrides: Partial<APIGatewayProxyEvent> & { authorizer?: Record<string, string> | null } = {},
): APIGatewayProxyEvent {
  const { authorizer = buildAuthorizer(), ...rest } = overrides;
  const event = {
    httpMethod: 'POST',
    path: '/api/test',
    resource: '/api/test',
    headers: { 'Content-Type': 'application/json' },
    multiValueHeaders: {},
    pathParameters: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: { requestId: 'request-1', authorizer },
    ...rest,
  };
  // The functions read no more of the request context than its id and the authorizer's answer.
  return event as unknown as APIGatewayProxyEvent;
}
