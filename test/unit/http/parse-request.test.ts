import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseRequest } from '../../../functions/http/parse-request.ts';
import { limits } from '../../../shared/limits.ts';
import type { Route } from '../../../shared/routes.ts';
import { buildAuthorizer, buildProxyEvent } from '../../support/api-proxy-event.ts';

const buildRoute = (overrides: Partial<Route> = {}): Route => ({
  method: 'POST',
  path: '/api/test',
  scope: 'chat',
  charges: 'nothing',
  summary: 'A route of this test.',
  successStatus: 200,
  response: null,
  timeoutSeconds: 10,
  ...overrides,
});
const bodyRoute = buildRoute({ body: z.strictObject({ name: z.string().min(1) }) });
const parseBody = (body: string | null, event: Parameters<typeof buildProxyEvent>[0] = {}) =>
  parseRequest(bodyRoute, buildProxyEvent({ body, ...event }));
const code = (code: string) => expect.objectContaining({ code });

describe('parseRequest', () => {
  it('gives the caller as the authorizer knows them', () => {
    const { principal } = parseRequest(buildRoute(), buildProxyEvent());
    expect(principal).toEqual({
      accountId: '7',
      actor: 'user:ada',
      scopes: ['chat', 'tokens:read'],
      isAdmin: false,
    });
  });

  it.each([
    ['nobody', null],
    ['an account without an actor', { accountId: '7' }],
    ['an empty account', buildAuthorizer({ accountId: '' })],
    ['an admin that is neither true nor false', buildAuthorizer({ isAdmin: 'maybe' })],
  ])('refuses an authorizer that names %s', (_, authorizer) => {
    const event = buildProxyEvent({ authorizer });
    expect(() => parseRequest(buildRoute(), event)).toThrow(code('unauthenticated'));
  });

  it.each(['', 'tokens:read', 'chat2', 'CHAT', 'admin'])(
    'refuses the scopes "%s" where chat is needed',
    (scopes) => {
      const event = buildProxyEvent({ authorizer: buildAuthorizer({ scopes }) });
      expect(() => parseRequest(buildRoute(), event)).toThrow(code('forbidden'));
    },
  );

  it('asks nobody who they are on a public route', () => {
    const event = buildProxyEvent({ authorizer: null });
    expect(parseRequest(buildRoute({ scope: null }), event).principal).toBeNull();
  });

  it('checks who is calling before it reads anything', () => {
    const event = buildProxyEvent({ authorizer: null, body: '{' });
    expect(() => parseRequest(bodyRoute, event)).toThrow(code('unauthenticated'));
  });

  it('reads parameters, query and body by the schemas of the route', () => {
    const route = buildRoute({
      params: z.strictObject({ id: z.string() }),
      query: z.strictObject({ limit: z.coerce.number().default(20) }),
      body: z.strictObject({ name: z.string().trim() }),
    });
    const parsed = parseRequest(
      route,
      buildProxyEvent({ pathParameters: { id: 'a' }, body: '{"name":" Ada "}' }),
    );
    expect(parsed).toMatchObject({
      params: { id: 'a' },
      query: { limit: 20 },
      body: { name: 'Ada' },
    });
  });

  it('reads a body that came as base64', () => {
    const body = Buffer.from('{"name":"Añaña"}').toString('base64');
    expect(parseBody(body, { isBase64Encoded: true }).body).toEqual({ name: 'Añaña' });
  });

  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/ld+json',
  ])('takes a body of type %s', (type) => {
    const headers = { 'cONTENT-tYPE': type };
    expect(parseBody('{"name":"Ada"}', { headers }).body).toEqual({ name: 'Ada' });
  });

  it.each([{ 'content-type': 'text/json' }, { 'content-type': 'application/jsonx' }, {}])(
    'refuses a body with the headers %j',
    (headers) => {
      expect(() => parseBody('{"name":"Ada"}', { headers })).toThrow(
        code('unsupported_media_type'),
      );
    },
  );

  it('takes a body to the last byte of the limit, and not one more', () => {
    const padded = (bytes: number) => '{"name":"Ada"}'.padEnd(bytes, ' ');
    expect(parseBody(padded(limits.requestBodyBytes)).body).toEqual({ name: 'Ada' });
    const tooLarge = padded(limits.requestBodyBytes + 1);
    expect(() => parseBody(tooLarge)).toThrow(code('body_too_large'));
  });

  it('takes nothing for an empty object where the body is optional', () => {
    const route = { ...bodyRoute, isBodyOptional: true as const };
    const optional = { ...route, body: z.strictObject({ name: z.string().optional() }) };
    expect(parseRequest(optional, buildProxyEvent({ headers: {} })).body).toEqual({});
    expect(parseRequest(optional, buildProxyEvent({ body: '{"name":"Ada"}' })).body).toEqual({
      name: 'Ada',
    });
    expect(() => parseRequest(optional, buildProxyEvent({ body: '{' }))).toThrow(
      code('malformed_request'),
    );
    expect(() => parseBody(null)).toThrow(code('malformed_request'));
  });

  it('names every place that is wrong, and echoes nothing of what was sent', () => {
    const route = buildRoute({
      body: z.strictObject({ contact: z.strictObject({ email: z.email(), age: z.int() }) }),
    });
    const event = buildProxyEvent({ body: '{"contact":{"email":"secret value","age":1.5}}' });
    const failure = catchError(() => parseRequest(route, event));
    expect(failure).toMatchObject({
      code: 'malformed_request',
      members: { errors: [{ pointer: '/contact/email' }, { pointer: '/contact/age' }] },
    });
    expect(JSON.stringify(failure)).not.toContain('secret value');
  });

  it.each(['{}', '{"name":null}', '{"name":""}'])(
    "refuses %s by the route's own code for a missing field",
    (body) => {
      const route = { ...bodyRoute, missingFieldCodes: { name: 'client_id_required' as const } };
      expect(() => parseRequest(route, buildProxyEvent({ body }))).toThrow(
        code('client_id_required'),
      );
    },
  );

  it('calls a field of the wrong type malformed, not missing', () => {
    const route = { ...bodyRoute, missingFieldCodes: { name: 'client_id_required' as const } };
    const event = buildProxyEvent({ body: '{"name":15}' });
    expect(() => parseRequest(route, event)).toThrow(code('malformed_request'));
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('parseRequest of a form', () => {
  const formType = 'application/x-www-form-urlencoded';
  const formRoute = buildRoute({
    scope: null,
    bodyFormat: 'form',
    body: z.object({ name: z.string() }),
    isSigned: true,
  });
  const parseForm = (body: string | null, headers: Record<string, string> = {}, more = {}) =>
    parseRequest(
      formRoute,
      buildProxyEvent({ body, headers: { 'Content-Type': formType, ...headers }, ...more }),
    );

  it.each([formType, 'Application/X-WWW-Form-URLencoded; charset=UTF-8'])(
    'reads one that is sent as %s',
    (type) => {
      expect(parseForm('name=Jos%C3%A9+A&more=1', { 'Content-Type': type }).body).toEqual({
        name: 'José A',
      });
    },
  );

  it('reads one that the gateway has put into base64', () => {
    const body = Buffer.from('name=Lina').toString('base64');
    expect(parseForm(body, {}, { isBase64Encoded: true })).toMatchObject({
      body: { name: 'Lina' },
      signed: { rawBody: 'name=Lina' },
    });
  });

  it.each([
    [
      'as JSON',
      '{"name":"Lina"}',
      { 'Content-Type': 'application/json' },
      'unsupported_media_type',
    ],
    ['as plain text', 'name=Lina', { 'Content-Type': 'text/plain' }, 'unsupported_media_type'],
    ['with a field twice', 'name=a&name=b', {}, 'malformed_request'],
    ['without a field', 'other=1', {}, 'malformed_request'],
    ['with nothing in it', '', {}, 'malformed_request'],
    ['too large', `name=${'a'.repeat(limits.requestBodyBytes)}`, {}, 'body_too_large'],
  ])('refuses one %s', (_, body, headers, refusal) => {
    expect(() => parseForm(body, headers)).toThrow(code(refusal));
  });

  it('is no body of a route that takes JSON', () => {
    const event = buildProxyEvent({ body: 'name=Lina', headers: { 'Content-Type': formType } });
    expect(() => parseRequest(bodyRoute, event)).toThrow(code('unsupported_media_type'));
  });
});

describe('what a signature covers', () => {
  const signedRoute = buildRoute({ body: z.looseObject({}), isSigned: true });
  const body = '{ "amount":  1.0 }';

  it('is the body to the letter, and headers by any spelling', () => {
    const event = buildProxyEvent({ body, headers: signedHeaders });
    const { signed } = parseRequest(signedRoute, event);
    expect(signed).toMatchObject({ rawBody: body });
    expect(signed && signed.header('Stripe-Signature')).toBe('t=1,v1=a');
    expect(signed && signed.header('x-missing')).toBeUndefined();
  });

  it('is no header that is there twice with different values', () => {
    const multiValueHeaders = { 'stripe-signature': ['t=1,v1=a', 't=2,v1=b'] };
    const event = buildProxyEvent({ body, headers: signedHeaders, multiValueHeaders });
    const { signed } = parseRequest(signedRoute, event);
    expect(signed && signed.header('stripe-signature')).toBeUndefined();
  });

  it('is given to no route whose sender does not sign', () => {
    expect(parseBody('{"name":"Lina"}').signed).toBeUndefined();
  });

  const signedHeaders = { 'content-type': 'application/json', 'STRIPE-signature': 't=1,v1=a' };
});
