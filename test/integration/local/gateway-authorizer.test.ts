import { describe, expect, it } from 'vitest';
import type { LambdaHandler } from '../../../infra/local/gateway/lambda-handler.ts';
import { problemSchema } from '../../../shared/api/primitives.ts';
import { startTestGateway } from './start-test-gateway.ts';
import { allowEverybody, buildPolicy, echoEvent, readEcho, respond } from './test-handlers.ts';

const headers = { authorization: 'Bearer mck_test' };
const path = '/api/tokens/balance';

async function fetchWith(authorize: LambdaHandler, init: RequestInit = { headers }) {
  await using server = await startTestGateway({ authorize, getBalance: respond({ body: 'paid' }) });
  const response = await fetch(server.url + path, init);
  const text = await response.text();
  return { response, text, logged: server.logged };
}

const fail = (message: string): LambdaHandler => {
  return async () => {
    throw new Error(message);
  };
};

describe('the authorizer behind the local gateway', () => {
  it('is asked as API Gateway asks a REQUEST authorizer', async () => {
    const questions: unknown[] = [];
    await fetchWith(async (event, context) => {
      questions.push(event);
      return allowEverybody(event, context);
    });
    expect(questions).toEqual([
      expect.objectContaining({
        type: 'REQUEST',
        methodArn: `arn:aws:execute-api:us-east-1:000000000000:local/local/GET${path}`,
        headers: expect.objectContaining(headers),
        httpMethod: 'GET',
      }),
    ]);
    expect(questions[0]).not.toHaveProperty('body');
  });

  it('gives its context to the function, every value as text', async () => {
    await using server = await startTestGateway({
      authorize: allowEverybody,
      getBalance: echoEvent,
    });
    const { event } = await readEcho(await fetch(server.url + path, { headers }));
    expect(event.requestContext.authorizer).toEqual({
      accountId: '7',
      scopes: 'chat tokens:read',
      isAdmin: 'true',
      principalId: 'user:demo',
    });
  });

  it('is not asked for a public route', async () => {
    await using server = await startTestGateway({
      authorize: fail('Unauthorized'),
      getHealth: respond({ body: 'fine' }),
    });
    expect(await (await fetch(`${server.url}/api/health`, { headers })).text()).toBe('fine');
  });

  it('is not asked without an Authorization header: 401', async () => {
    const { response, text } = await fetchWith(allowEverybody, {});
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(
      /^Bearer resource_metadata="http:\/\/127\.0\.0\.1:\d+\/\.well-known\//,
    );
    expect(problemSchema.parse(JSON.parse(text)).code).toBe('unauthenticated');
  });

  it('refuses by throwing Unauthorized: 401', async () => {
    const { response } = await fetchWith(fail('Unauthorized'));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('resource_metadata');
  });

  it.each([
    ['a Deny', { effect: 'Deny' as const }],
    ['an Allow of something else', { resource: 'arn:aws:execute-api:*:*:*/*/GET/api/me' }],
  ])('sends away by %s: 429', async (_case, overrides) => {
    const { response, text } = await fetchWith(async (event) =>
      buildPolicy((event as { methodArn: string }).methodArn, overrides),
    );
    expect(response.status).toBe(429);
    expect(problemSchema.parse(JSON.parse(text)).code).toBe('rate_limited');
    expect(response.headers.get('retry-after')).toBeNull();
  });

  it('says in its context when to come back', async () => {
    const denied = buildPolicy('*', { effect: 'Deny' });
    const { response } = await fetchWith(async () => ({
      ...denied,
      context: { retryAfterSeconds: 17 },
    }));
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('17');
  });

  it('refuses by a Deny next to an Allow, in any order', async () => {
    const allow = buildPolicy('*').policyDocument.Statement;
    const deny = buildPolicy('*', { effect: 'Deny' }).policyDocument.Statement;
    for (const Statement of [
      [...allow, ...deny],
      [...deny, ...allow],
    ]) {
      const answer = { ...buildPolicy('*'), policyDocument: { Statement } };
      const { response } = await fetchWith(async () => answer);
      expect(response.status).toBe(429);
    }
  });

  it('may allow by a pattern', async () => {
    const { text } = await fetchWith(async () => buildPolicy('arn:aws:execute-api:*/local/*'));
    expect(text).toBe('paid');
  });

  it('lets nothing through when it fails: 503, and the cause in the log', async () => {
    const { response, text, logged } = await fetchWith(fail('no keys from the issuer'));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(problemSchema.parse(JSON.parse(text)).code).toBe('sign_in_unavailable');
    expect(logged).toEqual([
      expect.objectContaining({ level: 'error', message: 'authorizer failed' }),
    ]);
  });

  it.each([
    ['says nothing', undefined],
    ['names nobody', { ...buildPolicy('*'), principalId: '' }],
    ['puts an object into the context', { ...buildPolicy('*'), context: { scopes: ['chat'] } }],
  ])('lets nothing through when it %s: 503', async (_case, answer) => {
    const { response } = await fetchWith(async () => answer);
    expect(response.status).toBe(503);
  });
});
