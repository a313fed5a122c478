import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Log } from '../../../functions/log.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { createLambdaContext } from './lambda-context.ts';
import type { LoadHandler } from './lambda-handler.ts';
import { matchesPattern } from './matches-pattern.ts';
import type { AuthorizerContext } from './proxy-event.ts';
import { withDeadline } from './with-deadline.ts';

const authorizerTimeoutMs = 10_000;

const textOrList = z.union([z.string(), z.array(z.string())]);
const answerSchema = z.object({
  principalId: z.string().min(1),
  policyDocument: z.object({
    Statement: z.array(
      z.object({ Effect: z.enum(['Allow', 'Deny']), Action: textOrList, Resource: textOrList }),
    ),
  }),
  // API Gateway takes scalars only.
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

/**
 * Asks the authorizer, as API Gateway does for a route that is not public.
 * @returns its context with `principalId`, every value as text
 * @throws GatewayRefusal `UNAUTHORIZED`, `ACCESS_DENIED`, `AUTHORIZER_FAILURE`
 */
export async function authorizeRequest(
  event: APIGatewayProxyEvent,
  ports: { loadHandler: LoadHandler; log: Log },
): Promise<AuthorizerContext> {
  // The header is the identity source: without it API Gateway never calls the authorizer.
  if (!hasAuthorization(event)) throw new GatewayRefusal('UNAUTHORIZED');
  const answer = await askAuthorizer(event, ports);
  const texts = Object.entries(answer.context).map(([name, value]) => [name, String(value)]);
  const context: AuthorizerContext = Object.fromEntries(texts);
  if (!isAllowed(answer.policyDocument.Statement, methodArn(event))) {
    throw new GatewayRefusal('ACCESS_DENIED', { context: qualify(context) });
  }
  return { ...context, principalId: answer.principalId };
}

/** As API Gateway names them to its own answers. */
const qualify = (context: AuthorizerContext): AuthorizerContext =>
  Object.fromEntries(Object.entries(context).map(([name, value]) => [`authorizer.${name}`, value]));

const hasAuthorization = (event: APIGatewayProxyEvent) =>
  Object.entries(event.headers).some(
    ([name, value]) => name.toLowerCase() === 'authorization' && value !== '',
  );

async function askAuthorizer(
  event: APIGatewayProxyEvent,
  { loadHandler, log }: { loadHandler: LoadHandler; log: Log },
) {
  const { body: _body, isBase64Encoded: _encoding, ...question } = event;
  const { requestId } = event.requestContext;
  try {
    const authorizer = await loadHandler('authorize');
    const context = createLambdaContext('authorize', requestId, authorizerTimeoutMs);
    const answer = await withDeadline(
      authorizer({ type: 'REQUEST', methodArn: methodArn(event), ...question }, context),
      authorizerTimeoutMs,
    );
    return answerSchema.parse(answer);
  } catch (error) {
    if (error instanceof Error && error.message === 'Unauthorized') {
      throw new GatewayRefusal('UNAUTHORIZED', { cause: error });
    }
    log.error('authorizer failed', { requestId, error: String(error) });
    throw new GatewayRefusal('AUTHORIZER_FAILURE', { cause: error });
  }
}

const methodArn = (event: APIGatewayProxyEvent) =>
  `arn:aws:execute-api:us-east-1:000000000000:local/local/${event.httpMethod}${event.path}`;

type Statement = z.infer<typeof answerSchema>['policyDocument']['Statement'][number];

/** A Deny wins over any Allow; nothing said is a no. */
function isAllowed(statements: readonly Statement[], arn: string): boolean {
  const effects = statements
    .filter(({ Resource }) => [Resource].flat().some((pattern) => matchesPattern(pattern, arn)))
    .map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}
