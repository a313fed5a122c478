import { createPublicKey } from 'node:crypto';
import { base64url, generateKeyPair, exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccessTokenReader } from '../../../functions/http/access-tokens.ts';
import { startTestIssuer, testAudience, type TestIssuer } from '../../support/api-issuer.ts';

const cognito = { token_use: 'access', scope: `openid ${testAudience}/use` };
const withoutAudience = { audience: null } as const;
const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600;

describe('an access token', () => {
  let issuer: TestIssuer;
  let read: ReturnType<typeof createAccessTokenReader>;
  beforeEach(async () => {
    issuer = await startTestIssuer({ hasUserInfo: true });
    read = createAccessTokenReader({ OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: testAudience });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await issuer[Symbol.asyncDispose]();
  });

  const accepted: [string, () => Promise<string>][] = [
    ['with our audience', () => issuer.sign()],
    [
      'with our audience among others',
      () => issuer.sign({}, { audience: ['other', testAudience] }),
    ],
    [
      'that says what it is, as RFC 9068 wants',
      () => issuer.sign({}, { header: { typ: 'at+jwt' } }),
    ],
    ['of the type that most issuers write', () => issuer.sign({}, { header: { typ: 'JWT' } })],
    ["with Cognito's scope in place of an audience", () => issuer.sign(cognito, withoutAudience)],
    ['that ended a moment ago by our clock', () => issuer.sign({}, { expiresAt: '-2s' })],
  ];
  it.each(accepted)('%s is taken', async (_, make) => {
    expect(await read(await make())).toMatchObject({ issuer: issuer.issuer, subject: 'ada' });
  });

  const refused: [string, () => Promise<string>][] = [
    ['expired', () => issuer.sign({}, { expiresAt: '-10s' })],
    ['without an end', () => issuer.sign({}, { expiresAt: null })],
    ['not valid yet', () => issuer.sign({ nbf: inAnHour() })],
    ['of another issuer', () => issuer.sign({}, { issuer: 'https://evil.example' })],
    ['for another audience', () => issuer.sign({}, { audience: 'other' })],
    [
      'for an audience that begins like ours',
      () => issuer.sign({}, { audience: `${testAudience}-2` }),
    ],
    ['without a subject', () => issuer.sign({ sub: undefined })],
    ['with an empty subject', () => issuer.sign({ sub: '' })],
    ['signed with a key of somebody else', () => issuer.sign({}, { isForged: true })],
    ['that names a key there is not', () => issuer.sign({}, { header: { kid: 'key-2' } })],
    ['that nobody signed', async () => unsigned(issuer)],
    ['signed with the public key as a secret', () => signedWithPublicKey(issuer)],
    ['whose signature was cut off', async () => (await issuer.sign()).replace(/[^.]+$/, '')],
    ['whose claims were changed', async () => changeClaims(await issuer.sign())],
    ['that is none', async () => 'not.a.token'],
    ['without audience and scope', () => issuer.sign({}, withoutAudience)],
    ['without audience, whose client only', () => signForClient(issuer)],
    [
      'of Cognito with another scope',
      () => issuer.sign({ ...cognito, scope: 'openid' }, withoutAudience),
    ],
    [
      'of Cognito with a scope that ends like ours',
      () => issuer.sign({ ...cognito, scope: `x${testAudience}/use` }, withoutAudience),
    ],
    [
      'of Cognito that is an ID token',
      () => issuer.sign({ ...cognito, token_use: 'id' }, withoutAudience),
    ],
    [
      'of Cognito that does not say what it is',
      () => issuer.sign({ scope: cognito.scope }, withoutAudience),
    ],
    ['that is an ID token with our audience', () => issuer.sign({ token_use: 'id' })],
    ['with the nonce of an ID token', () => issuer.sign({ nonce: 'n' })],
    ['with the hash of an ID token', () => issuer.sign({ at_hash: 'h' })],
    ['for signing out', () => issuer.sign({}, { header: { typ: 'logout+jwt' } })],
    ['for proving a key', () => issuer.sign({}, { header: { typ: 'dpop+jwt' } })],
  ];
  it.each(refused)('%s is refused', async (_, make) => {
    await expect(read(await make())).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('is refused when it names another of the keys than the one that signed it', async () => {
    const other = await generateKeyPair('RS256');
    const otherJwk = { ...(await exportJWK(other.publicKey)), kid: 'key-2', alg: 'RS256' };
    issuer.answer('/keys', { keys: [issuer.publicJwk, otherJwk] });
    const token = await issuer.sign({}, { header: { kid: 'key-2' } });
    await expect(read(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('ends with its key, at the latest when the keys that are kept are ten minutes old', async () => {
    const token = await issuer.sign({}, { expiresAt: '1h' });
    await read(token);
    issuer.answer('/keys', { keys: [] });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
    await expect(read(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it.each([
    ['fail', 500],
    ['are gone', 404],
    ['are no keys', { message: 'hello' }],
  ])('is not called wrong when the keys %s', async (_, answer) => {
    issuer.answer('/keys', answer);
    await expect(read(await issuer.sign())).rejects.toMatchObject({ code: 'sign_in_unavailable' });
  });

  it('is not called wrong when nobody answers, and is taken once somebody does', async () => {
    issuer.answer('/keys', 503);
    const token = await issuer.sign();
    await expect(read(token)).rejects.toMatchObject({ code: 'sign_in_unavailable' });
    issuer.answer('/keys', { keys: [issuer.publicJwk] });
    expect(await read(token)).toMatchObject({ subject: 'ada' });
  });

  describe('and the e-mail behind it', () => {
    const info = { sub: 'ada', email: 'ada@example.com', email_verified: 'true' };
    const emailOf = async (claims?: Record<string, unknown>) =>
      (await read(await issuer.sign(claims))).readVerifiedEmail();

    it('is not asked for until somebody wants to know', async () => {
      await read(await issuer.sign());
      expect(issuer.requests).not.toContain('/userinfo');
    });

    it('is what the token says, when the issuer has verified it', async () => {
      expect(await emailOf({ email: info.email, email_verified: true })).toBe(info.email);
      expect(issuer.requests).not.toContain('/userinfo');
    });

    it('is what the issuer says, where the token says nothing', async () => {
      issuer.answer('/userinfo', info);
      expect(await emailOf()).toBe(info.email);
    });

    it.each([
      ['is not verified', { ...info, email_verified: 'false' }],
      ['is missing', { sub: 'ada' }],
      ["is somebody else's", { ...info, sub: 'bob' }],
      ['is not told for this token', 403],
    ])('is none when it %s', async (_, answer) => {
      issuer.answer('/userinfo', answer);
      expect(await emailOf()).toBeNull();
    });

    it.each([500, 429])('is not taken for none when the issuer answers %d', async (status) => {
      issuer.answer('/userinfo', status);
      await expect(emailOf()).rejects.toMatchObject({ code: 'sign_in_unavailable' });
    });
  });
});

const unsigned = ({ issuer }: TestIssuer) =>
  new UnsecuredJWT({ sub: 'ada' })
    .setIssuer(issuer)
    .setAudience(testAudience)
    .setExpirationTime('5m')
    .encode();

/** Works on verifiers that take the algorithm from the token and the key from the issuer. */
const signedWithPublicKey = ({ issuer, publicJwk }: TestIssuer) =>
  new SignJWT({ sub: 'ada' })
    .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
    .setIssuer(issuer)
    .setAudience(testAudience)
    .setExpirationTime('5m')
    .sign(
      new TextEncoder().encode(
        createPublicKey({ key: { ...publicJwk }, format: 'jwk' })
          .export({ type: 'spki', format: 'pem' })
          .toString(),
      ),
    );

const signForClient = ({ sign }: TestIssuer) =>
  sign({ token_use: 'access', scope: 'openid', client_id: testAudience }, withoutAudience);

function changeClaims(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(payload)));
  const changed = base64url.encode(JSON.stringify({ ...Object(claims), sub: 'eve' }));
  return [header, changed, signature].join('.');
}
