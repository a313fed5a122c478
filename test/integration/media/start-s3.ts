import { createServer } from 'node:http';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { listen } from '../../../infra/local/listen.ts';
import { createS3 } from '../../support/deployed/s3.ts';

export interface S3Server extends AsyncDisposable {
  readonly client: S3ClientConfig;
}

/** An S3 whose callers may list their bucket, or may not. */
export async function startS3({ canList = true } = {}): Promise<S3Server> {
  const s3 = createS3();
  const server = createServer((request, response) => {
    void (async () => {
      const { method = 'GET', headers } = request;
      const body = Buffer.concat(await request.toArray());
      const url = new URL(request.url ?? '/', 'http://s3.example.com');
      const answer = s3({ method, url, headers, body }, canList);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    })();
  });
  const port = await listen(server, 0, '127.0.0.1');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    client: { endpoint: `http://127.0.0.1:${port}`, credentials, maxAttempts: 1 },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
