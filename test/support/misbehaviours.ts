import type { Misbehaviour, RpcMessage } from './remote-server.ts';

/** Answers with this result, whether or not it makes sense. */
export const answersResult =
  (result: unknown): Misbehaviour =>
  (response, { id }) =>
    void response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ jsonrpc: '2.0', id, result }));

/** What the newest revision asks of every result, and of a list. */
export const listing = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' } as const;

const answersText =
  (write: (message: RpcMessage) => string, contentType = 'application/json'): Misbehaviour =>
  (response, message) =>
    void response.setHeader('content-type', contentType).end(write(message));

export const answersStatus =
  (status: number, headers: Readonly<Record<string, string>> = {}): Misbehaviour =>
  (response) =>
    void response.writeHead(status, headers).end('stack trace with the password');

const redirectsTo = (status: number): Misbehaviour =>
  answersStatus(status, { location: 'http://127.0.0.1:1/elsewhere' });

const chunkBytes = 64 * 1024;

/** All a server can do to whoever waits for its answer. */
export const misbehaviours = {
  'never answers': () => undefined,
  'cuts the connection': (response) => void response.destroy(),
  'cuts off in the middle of its answer': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"jsonrpc":"2.0","id":1,"resu', () => response.destroy());
  },
  'cuts off a stream before the answer': (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': still working\n\n', () => response.destroy());
  },
  'ends a stream without an answer': answersText(() => ': nothing\n\n', 'text/event-stream'),
  'answers without end': (response) => {
    response.setHeader('content-type', 'application/json');
    const chunk = 'x'.repeat(chunkBytes);
    const send = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', send);
    send();
  },
  'answers what is no JSON': answersText(() => '{"jsonrpc":"2.0",'),
  'answers a web page': answersText(() => '<html>Sign in</html>', 'text/html'),
  'answers another version of JSON-RPC': answersText(({ id }) =>
    JSON.stringify({ jsonrpc: '1.0', id, result: {} }),
  ),
  'answers under another id': answersText(() =>
    JSON.stringify({ jsonrpc: '2.0', id: 'another', result: { content: [] } }),
  ),
  'answers neither a result nor an error': answersText(({ id }) =>
    JSON.stringify({ jsonrpc: '2.0', id }),
  ),
  'answers 404': answersStatus(404),
  'answers 429': answersStatus(429, { 'retry-after': '3600' }),
  'answers 500': answersStatus(500),
  'answers 202 and nothing else': answersStatus(202),
  'redirects with 302': redirectsTo(302),
  'redirects with 307': redirectsTo(307),
} as const satisfies Record<string, Misbehaviour>;
