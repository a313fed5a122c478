import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { LambdaHandler } from '../../../infra/local/gateway/lambda-handler.ts';

/** The answer of an authorizer for account 7. */
export const buildPolicy = (
  methodArn: string,
  overrides: { effect?: 'Allow' | 'Deny'; resource?: string } = {},
) => ({
  principalId: 'user:demo',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Action: 'execute-api:Invoke',
        Effect: overrides.effect ?? 'Allow',
        Resource: overrides.resource ?? methodArn,
      },
    ],
  },
  context: { accountId: '7', scopes: 'chat tokens:read', isAdmin: true },
});

export const allowEverybody: LambdaHandler = async (event) =>
  // The gateway sends exactly this shape; the test of the authorizer checks it.
  buildPolicy((event as { methodArn: string }).methodArn);

export const respond =
  (answer: object): LambdaHandler =>
  async () => ({ statusCode: 200, body: '', ...answer });

/** Answers with the event that it was given. */
export const echoEvent: LambdaHandler = async (event, context) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    event,
    functionName: context.functionName,
    awsRequestId: context.awsRequestId,
    remainingMs: context.getRemainingTimeInMillis(),
  }),
});

export interface Echo {
  event: APIGatewayProxyEvent;
  functionName: string;
  awsRequestId: string;
  remainingMs: number;
}

export const readEcho = async (response: Response): Promise<Echo> =>
  (await response.json()) as Echo;
