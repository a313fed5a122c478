import { describe, expect, it } from 'vitest';
import { ConnectionLostError } from '../../web/src/api/connection-lost-error.ts';
import { sendRequest } from '../../web/src/api/send-request.ts';
import { SignedOutError } from '../../web/src/api/signed-out-error.ts';
import { accessTokens, problemResponse, scriptedFetch } from './support/answers.ts';

const getMe = { method: 'GET', path: '/api/me' } as const;
const unauthorised = () => problemResponse({ status: 401, code: 'unauthenticated' });
const sentToken = (request: { init: RequestInit } | undefined) =>
  new Headers(request?.init.headers).get('authorization');

describe('sendRequest', () => {
  it('sends the access token and the body as JSON', async () => {
    const { fetch, requests } = scriptedFetch(new Response('{}'));
    const request = { method: 'POST', path: '/api/mcp/connect', body: { clientId: '15' } } as const;
    await sendRequest({ fetch, accessTokens: accessTokens() }, request);
    expect(sentToken(requests[0])).toBe('Bearer first');
    expect(requests[0]?.init.body).toBe('{"clientId":"15"}');
  });

  it('sends nothing while nobody is signed in', async () => {
    const { fetch, requests } = scriptedFetch();
    const sending = sendRequest({ fetch, accessTokens: accessTokens(null) }, getMe);
    await expect(sending).rejects.toThrow(SignedOutError);
    expect(requests).toHaveLength(0);
  });

  it('sends a public request without a token', async () => {
    const { fetch, requests } = scriptedFetch(new Response('{}'));
    await sendRequest({ fetch, accessTokens: accessTokens(null) }, { ...getMe, isPublic: true });
    expect(sentToken(requests[0])).toBeNull();
  });

  it('renews a refused token once and sends again', async () => {
    const tokens = accessTokens();
    const { fetch, requests } = scriptedFetch(unauthorised(), new Response('{}'));
    await sendRequest({ fetch, accessTokens: tokens }, getMe);
    expect(requests.map(sentToken)).toEqual(['Bearer first', 'Bearer second']);
    expect(tokens.renewals).toBe(1);
  });

  it('is signed out when the renewed token is refused too', async () => {
    const { fetch, requests } = scriptedFetch(unauthorised(), unauthorised());
    const sending = sendRequest({ fetch, accessTokens: accessTokens() }, getMe);
    await expect(sending).rejects.toThrow(SignedOutError);
    expect(requests).toHaveLength(2);
  });

  it('is signed out when the token cannot be renewed', async () => {
    const { fetch } = scriptedFetch(unauthorised());
    const sending = sendRequest({ fetch, accessTokens: accessTokens('first', null) }, getMe);
    await expect(sending).rejects.toThrow(SignedOutError);
  });

  it('throws the problem of a refusal, with the wait that it asks for', async () => {
    const busy = problemResponse({ status: 503, code: 'account_busy' }, { 'retry-after': '3' });
    const { fetch } = scriptedFetch(busy);
    const sending = sendRequest({ fetch, accessTokens: accessTokens() }, getMe);
    await expect(sending).rejects.toMatchObject({
      problem: { code: 'account_busy' },
      retryAfterSeconds: 3,
    });
  });

  it('tells only the status when something other than the API answers', async () => {
    const { fetch } = scriptedFetch(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    const sending = sendRequest({ fetch, accessTokens: accessTokens() }, getMe);
    await expect(sending).rejects.toMatchObject({
      problem: { code: 'unreadable_answer', status: 502 },
      retryAfterSeconds: undefined,
    });
  });

  it('says that the connection was lost when no answer comes', async () => {
    const { fetch } = scriptedFetch(new TypeError('fetch failed'));
    const sending = sendRequest({ fetch, accessTokens: accessTokens() }, getMe);
    await expect(sending).rejects.toThrow(ConnectionLostError);
  });

  it('leaves an abort an abort', async () => {
    const { fetch } = scriptedFetch(new DOMException('stopped', 'AbortError'));
    const sending = sendRequest({ fetch, accessTokens: accessTokens() }, getMe);
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
  });
});
