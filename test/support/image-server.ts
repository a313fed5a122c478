import { createServer } from 'node:http';
import { listen } from '../../infra/local/listen.ts';

export interface ImageServer extends AsyncDisposable {
  readonly url: string;
  /** What was asked, oldest first. */
  readonly requests: readonly { readonly path: string; readonly body: unknown }[];
  /** What is answered from now on. */
  answerWith(status: number, body: unknown): void;
}

/** Something that draws pictures, by HTTP. */
export async function startImageServer(): Promise<ImageServer> {
  const requests: { path: string; body: unknown }[] = [];
  let answer: { status: number; body: unknown } = { status: 500, body: {} };
  const server = createServer((request, response) => {
    void (async () => {
      const body: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString());
      requests.push({ path: decodeURIComponent(request.url ?? ''), body });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    })();
  });
  const port = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answerWith: (status, body) => {
      answer = { status, body };
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
