import { once } from 'node:events';
import { createServer, request as startRequest } from 'node:http';
import { listen } from '../../infra/local/listen.ts';

export interface AuthorizingProxy extends AsyncDisposable {
  readonly url: string;
}

/** Adds headers to every request, for programs that cannot send any of their own. */
export async function startAuthorizingProxy(
  targetUrl: string,
  added: Readonly<Record<string, string>>,
): Promise<AuthorizingProxy> {
  const server = createServer((request, response) => {
    const headers = { ...request.headers, ...added };
    const { method } = request;
    const forwarded = startRequest(`${targetUrl}${request.url}`, { method, headers });
    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    // Whoever goes away is gone for the target, too.
    response.on('close', () => forwarded.destroy());
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  });
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
