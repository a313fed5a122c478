import { createServer } from 'node:http';
import { createIssuer } from '../../../infra/local/issuer/create-issuer.ts';
import { listen } from '../../../infra/local/listen.ts';
import { loadLocalSecrets, type LocalSecrets } from '../../../infra/local/local-secrets.ts';

/** An issuer on a free port, or on the given one, as after a restart. */
export async function startTestIssuer(
  options: { storagePath?: string; secrets?: LocalSecrets; port?: number } = {},
) {
  const failures: unknown[] = [];
  const keep = (message: string, fields?: unknown) => void failures.push({ message, fields });
  const secrets = options.secrets ?? (await loadLocalSecrets(':memory:'));
  const server = createServer((request, response) => {
    // A connection kept by fetch would be dead after the restart that a test plays.
    response.shouldKeepAlive = false;
    void answer(request, response);
  });
  const port = await listen(server, options.port ?? 0, '127.0.0.1');
  const origin = `http://localhost:${port}`;
  const answer = createIssuer({
    origin,
    secrets,
    storagePath: options.storagePath,
    log: { info: keep, warn: keep, error: keep },
  });
  return {
    origin,
    port,
    secrets,
    failures,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
