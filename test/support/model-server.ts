import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import * as z from 'zod';
import { listen } from '../../infra/local/listen.ts';

/** One answer of the model to one request. */
export type ModelReply =
  | { readonly kind: 'says'; readonly text: string }
  | { readonly kind: 'calls'; readonly tool: string; readonly args: object; readonly id: string }
  | { readonly kind: 'fails'; readonly status: number }
  /** Says something, then the connection breaks. */
  | { readonly kind: 'breaks'; readonly text: string }
  /** Says something, then nothing more until the caller leaves. */
  | { readonly kind: 'hangs'; readonly text: string };

let callCount = 0;
export const says = (text: string): ModelReply => ({ kind: 'says', text });
export const calls = (tool: string, args: object, id = `call-${++callCount}`): ModelReply => ({
  kind: 'calls',
  tool,
  args,
  id,
});
export const fails = (status = 500): ModelReply => ({ kind: 'fails', status });
export const breaksAfter = (text: string): ModelReply => ({ kind: 'breaks', text });
export const hangsAfter = (text = ''): ModelReply => ({ kind: 'hangs', text });

const requestSchema = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).default([]),
});
export type ModelRequest = z.infer<typeof requestSchema>;

export interface ModelServer extends AsyncDisposable {
  /** For MODEL_BASE_URL. */
  readonly baseUrl: string;
  /** Everything that was asked, oldest first. */
  readonly requests: readonly ModelRequest[];
  /** Sets the answers to come, in order; the last one is given again and again. */
  readonly script: (...replies: ModelReply[]) => void;
  /** Resolves when this many requests have come since the last script. */
  readonly asked: (count: number) => Promise<void>;
}

/** A model behind the OpenAI protocol that plays a script, so that the real provider talks to it. */
export async function startModelServer(): Promise<ModelServer> {
  let replies: ModelReply[] = [];
  let requests: ModelRequest[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = Buffer.concat(await request.toArray()).toString();
      requests.push(requestSchema.parse(JSON.parse(body)));
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      server.emit('asked');
      play(reply ?? fails(), response);
    })();
  });
  const port = await listen(server, 0, '127.0.0.1');
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    get requests() {
      return requests;
    },
    script: (...next) => {
      replies = next;
      requests = [];
    },
    asked: async (count) => {
      while (requests.length < count) await once(server, 'asked');
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function play(reply: ModelReply, response: ServerResponse): void {
  if (reply.kind === 'fails') {
    // The provider tries again after the time it is told, which is none.
    response.writeHead(reply.status, { 'retry-after-ms': '1' });
    response.end(JSON.stringify({ error: { message: 'as planned' } }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (delta: object, finishReason: string | null = null) =>
    response.write(`data: ${JSON.stringify(chunkOf(delta, finishReason))}\n\n`, () => {
      if (reply.kind === 'breaks') response.destroy();
    });
  if (reply.kind === 'calls') {
    const call = { name: reply.tool, arguments: JSON.stringify(reply.args) };
    send({ tool_calls: [{ index: 0, id: reply.id, type: 'function', function: call }] });
    send({}, 'tool_calls');
  } else {
    send({ role: 'assistant', content: reply.text });
    if (reply.kind !== 'says') return;
    send({}, 'stop');
  }
  response.end('data: [DONE]\n\n');
}

const chunkOf = (delta: object, finishReason: string | null) => ({
  id: 'chunk',
  object: 'chat.completion.chunk',
  created: 0,
  model: 'scripted',
  choices: [{ index: 0, delta, finish_reason: finishReason }],
});
