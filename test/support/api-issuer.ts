import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { listen } from '../../infra/local/listen.ts';

export const testAudience = 'metered-copilot-api';

export interface TestIssuer extends AsyncDisposable {
  readonly issuer: string;
  /** Signs an access token; valid unless a claim or an option says otherwise. */
  readonly sign: (
    claims?: Record<string, unknown>,
    options?: { issuer?: string; audience?: string; expiresAt?: string; isForged?: boolean },
  ) => Promise<string>;
}

/** An OIDC issuer on this machine, with discovery and keys, so that tokens are really verified. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    const isDiscovery = request.url === '/.well-known/openid-configuration';
    const body = isDiscovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: [jwk] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const issuer = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  return {
    issuer,
    sign: (claims = {}, options = {}) =>
      new SignJWT({ sub: 'ada', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .setIssuer(options.issuer ?? issuer)
        .setAudience(options.audience ?? testAudience)
        .setIssuedAt()
        .setExpirationTime(options.expiresAt ?? '5m')
        .sign(options.isForged ? foreign.privateKey : own.privateKey),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
