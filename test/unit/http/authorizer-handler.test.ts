import type { APIGatewayRequestAuthorizerEvent, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../functions/app-error.ts';
import { authorizerHandler } from '../../../functions/http/authorizer-handler.ts';
import type { Principal } from '../../../functions/principal.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

const ada: Principal = {
  accountId: '7',
  actor: 'user:ada',
  scopes: ['chat', 'tokens:read'],
  isAdmin: false,
};
// The authorizer asks nothing of its context.
const context = {} as Context;
const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:api1/prod/GET/api/me';

describe('the authorizer', () => {
  function ask(
    authenticate: (authorization: string | undefined) => Promise<Principal>,
    headers: Record<string, string> | null = { Authorization: 'Bearer secret' },
    retryAfterSeconds: number | null = null,
  ) {
    const log = createRecordingLog();
    const ports = { authenticate, limitRequests: async () => retryAfterSeconds };
    // What API Gateway sends besides is none of the authorizer's business.
    const event = {
      type: 'REQUEST',
      methodArn,
      headers,
      requestContext: { requestId: 'request-1' },
    } as unknown as APIGatewayRequestAuthorizerEvent;
    return { log, answer: authorizerHandler(ports, log)(event, context) };
  }

  it('allows the whole API, as the routes check scope and ownership', async () => {
    expect(await ask(async () => ada).answer).toMatchObject({
      principalId: 'user:ada',
      policyDocument: {
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: 'arn:aws:execute-api:eu-west-1:123456789012:api1/prod/*',
          },
        ],
      },
    });
  });

  it('says who calls in texts, and never what they have', async () => {
    expect((await ask(async () => ada).answer).context).toEqual({
      accountId: '7',
      actor: 'user:ada',
      scopes: 'chat tokens:read',
      isAdmin: 'false',
    });
  });

  it('denies the whole API to who asks too often, and says for how long', async () => {
    const answer = await ask(async () => ada, undefined, 17).answer;
    expect(answer).toMatchObject({
      principalId: 'user:ada',
      policyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Resource: 'arn:aws:execute-api:eu-west-1:123456789012:api1/prod/*',
          },
        ],
      },
    });
    // Nothing of who it is reaches what answers the 429.
    expect(answer.context).toEqual({ retryAfterSeconds: '17' });
  });

  it.each([
    [{ authorization: 'Bearer a' }, 'Bearer a'],
    [{ AUTHORIZATION: 'Bearer a' }, 'Bearer a'],
    [{ 'x-authorization': 'Bearer a' }, undefined],
    [null, undefined],
  ])('reads the header of %j', async (headers, expected) => {
    const seen: (string | undefined)[] = [];
    await ask(async (authorization) => {
      seen.push(authorization);
      return ada;
    }, headers).answer;
    expect(seen).toEqual([expected]);
  });

  it('refuses with the one message that API Gateway answers 401 for', async () => {
    const { answer, log } = ask(() => Promise.reject(new AppError('unauthenticated')));
    await expect(answer).rejects.toThrow(/^Unauthorized$/);
    expect(log.lines).toMatchObject([{ level: 'info', fields: { code: 'unauthenticated' } }]);
  });

  it.each([
    [new AppError('sign_in_unavailable'), 'sign_in_unavailable'],
    [Object.assign(new Error('down'), { code: 'ECONNREFUSED' }), 'ledger_unavailable'],
    [new Error('bug'), 'internal'],
  ])('does not call %s unauthorised', async (failure, code) => {
    const { answer, log } = ask(() => Promise.reject(failure));
    await expect(answer).rejects.toMatchObject({ code });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { code } }]);
    expect(JSON.stringify(log.lines)).not.toContain('secret');
  });
});
