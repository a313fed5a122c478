import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../infra/local/listen.ts';

export interface OverpassReply {
  readonly status?: number;
  /** JSON, or a text as it is. */
  readonly body?: unknown;
}

export interface OverpassServer extends AsyncDisposable {
  readonly url: string;
  /** Queries that came, oldest first. */
  readonly queries: readonly string[];
  /** How many requests ran at the same time, at most. */
  readonly busiest: () => number;
}

/** An element as Overpass writes it. */
export const buildElement = (id: number, tags: Record<string, string> = {}, type = 'node') => ({
  type,
  id,
  tags: { name: `Bakery ${id}`, ...tags },
});

/** Answers one reply after the other, then the last one again and again. */
export async function startOverpassServer(...script: OverpassReply[]): Promise<OverpassServer> {
  const queries: string[] = [];
  let runningCount = 0;
  let busiest = 0;
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    runningCount += 1;
    busiest = Math.max(busiest, runningCount);
    queries.push(new URLSearchParams(await text(request)).get('data') ?? '');
    const { status = 200, body = { elements: [] } } = script[queries.length - 1] ?? script.at(-1)!;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
    await once(response, 'close');
    runningCount -= 1;
  }
  const server = createServer((request, response) => void answer(request, response));
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/api/interpreter`;
  return {
    url,
    queries,
    busiest: () => busiest,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
