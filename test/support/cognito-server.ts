import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../infra/local/listen.ts';
import {
  authorize,
  type CognitoClient,
  describeEndpoints,
  issueTokens,
  sendJson,
  signOut,
} from './cognito-answers.ts';
import { createCognitoGrants } from './cognito-grants.ts';

/**
 * A user pool as far as a browser meets it, in whose hosted page somebody has signed in already:
 * discovery at one host and signing in at another, exact return addresses, PKCE, only known
 * scopes, rotating refresh tokens, revoking of those alone, and its own way to sign out.
 *
 * @param firstTokenSeconds how long the first access token of a sign-in lasts
 */
export async function startCognito(client: () => CognitoClient, firstTokenSeconds: number) {
  const grants = createCognitoGrants();
  /** Every request but discovery, as `GET /logout`. */
  const requests: string[] = [];
  const issued: { readonly accessToken: string; readonly scope: string }[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', domain);
    if (pathname.endsWith('/.well-known/openid-configuration')) {
      return sendJson(response, 200, describeEndpoints(issuer, domain));
    }
    requests.push(`${request.method} ${pathname}`);
    const form = new URLSearchParams(await text(request));
    if (pathname === '/oauth2/authorize') {
      return authorize(client(), grants, searchParams, response);
    }
    if (pathname === '/oauth2/token') return answerToken(form, response);
    if (pathname === '/oauth2/revoke') {
      const isKnown = grants.revoke(form.get('token') ?? '');
      return sendJson(response, isKnown ? 200 : 400, { error: 'unsupported_token_type' });
    }
    if (pathname === '/logout') return signOut(client(), searchParams, response);
    response.writeHead(404).end();
  }

  function answerToken(form: URLSearchParams, response: ServerResponse): void {
    const { clientId } = client();
    const answered = issueTokens({ issuer, clientId }, grants, form, firstTokenSeconds);
    if (!answered) return sendJson(response, 400, { error: 'invalid_grant' });
    issued.push({ accessToken: answered.tokens.access_token, scope: answered.scope });
    sendJson(response, 200, answered.tokens);
  }

  const servers = [await startServer(answer), await startServer(answer)] as const;
  const [pool, domain] = [servers[0].origin, servers[1].origin];
  const issuer = `${pool}/pool_1`;
  return {
    issuer,
    domain,
    origins: [pool, domain],
    requests,
    issued,
    isEveryTokenRevoked: () => !grants.hasRefreshTokens(),
    async [Symbol.asyncDispose]() {
      for (const { stop } of servers) stop();
    },
  };
}

async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
) {
  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, 0, '127.0.0.1');
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://localhost:${port}`, stop };
}
