import { createServer, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { listen } from '../../infra/local/listen.ts';

export const testAudience = 'metered-copilot-api';

interface SignOptions {
  readonly issuer?: string;
  /** null: none in the token. */
  readonly audience?: string | string[] | null;
  readonly expiresAt?: string | null;
  /** Over what every header has. */
  readonly header?: Readonly<Record<string, string>>;
  /** Signed by a key that is not the issuer's, under the name of one that is. */
  readonly isForged?: boolean;
}

/** What the issuer answers at one of its addresses: JSON, or a failure with that status. */
type IssuerAnswer = object | number;

export interface TestIssuer extends AsyncDisposable {
  readonly issuer: string;
  /** As it is published, with its name. */
  readonly publicJwk: JWK;
  /** Signs an access token; valid unless a claim or an option says otherwise. */
  readonly sign: (claims?: Record<string, unknown>, options?: SignOptions) => Promise<string>;
  /** Replaces what is answered at `/keys` or `/userinfo`. */
  readonly answer: (path: '/keys' | '/userinfo', answer: IssuerAnswer) => void;
  /** Paths asked for, oldest first. */
  readonly requests: readonly string[];
}

/** An OIDC issuer on this machine, with discovery and keys, so that tokens are really verified. */
export async function startTestIssuer(
  options: { hasUserInfo?: boolean } = {},
): Promise<TestIssuer> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const publicJwk = { ...(await exportJWK(own.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  const requests: string[] = [];
  const answers = new Map<string, IssuerAnswer>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    send(response, answers.get(path) ?? 404);
  });
  const issuer = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  answers.set('/keys', { keys: [publicJwk] });
  answers.set('/.well-known/openid-configuration', {
    issuer,
    jwks_uri: `${issuer}/keys`,
    ...(options.hasUserInfo && { userinfo_endpoint: `${issuer}/userinfo` }),
  });

  async function sign(claims: Record<string, unknown> = {}, options: SignOptions = {}) {
    const { audience = testAudience, expiresAt = '5m' } = options;
    const token = new SignJWT({ sub: 'ada', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1', ...options.header })
      .setIssuer(options.issuer ?? issuer)
      .setIssuedAt();
    if (audience !== null) token.setAudience(audience);
    if (expiresAt !== null) token.setExpirationTime(expiresAt);
    return token.sign(options.isForged ? foreign.privateKey : own.privateKey);
  }

  return {
    issuer,
    publicJwk,
    requests,
    sign,
    answer: (path, answer) => void answers.set(path, answer),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function send(response: ServerResponse, answer: IssuerAnswer): void {
  if (typeof answer === 'number') response.writeHead(answer).end();
  else {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
}
