import { describe, expect, it } from 'vitest';
import type { ChatBody } from '../../shared/api/copilot.ts';
import { ApiError } from '../../web/src/api/api-error.ts';
import { createSessionSource } from '../../web/src/chat/create-session-source.ts';
import { awaitReply, createChatTransport } from '../../web/src/chat/create-chat-transport.ts';
import { problem, session } from './support/answers.ts';
import { turnId, userMessage } from './support/messages.ts';
import { bytesOf, collect, eventsOf, finish } from './support/streams.ts';

const refusal = (code: string, status: number) => new ApiError(problem({ code, status }));
const expired = () => refusal('session_not_found', 404);
const running = () => refusal('turn_in_progress', 409);
const answer = () => new Response(bytesOf(eventsOf(finish)));

/** A transport over an API that answers each turn request in turn. */
function transportOver(...answers: Array<Response | Error>) {
  const bodies: ChatBody[] = [];
  const waits: number[] = [];
  const connected: Array<string | undefined> = [];
  const api = {
    openTurn: async (body: ChatBody) => {
      bodies.push(body);
      const next = answers.shift() ?? running();
      if (next instanceof Error) throw next;
      return next;
    },
    connect: async (_: string, conversationId?: string) => {
      connected.push(conversationId);
      return session({ sessionId: `session-${connected.length + 1}` });
    },
  };
  const transport = createChatTransport({
    api,
    session: createSessionSource(api, session()),
    now: () => 0,
    wait: async (ms) => void waits.push(ms),
  });
  const send = (metadata?: unknown, abortSignal?: AbortSignal) =>
    transport.sendMessages({
      trigger: 'submit-message',
      chatId: 'conversation-1',
      messageId: undefined,
      messages: [userMessage()],
      abortSignal,
      metadata,
    });
  return { send, transport, bodies, waits, connected };
}

describe('createChatTransport', () => {
  it('sends the message through the session and reads the reply', async () => {
    const { send, bodies } = transportOver(answer());
    expect(await collect(await send())).toEqual([finish]);
    expect(bodies).toEqual([
      { sessionId: 'session-1', message: { id: turnId, text: 'Create contact Lina Rosalex' } },
    ]);
  });

  it('replaces an expired session silently and sends the same message', async () => {
    const { send, bodies, connected } = transportOver(expired(), answer());
    await send();
    expect(connected).toEqual(['conversation-1']);
    expect(bodies.map(({ sessionId }) => sessionId)).toEqual(['session-1', 'session-2']);
    expect(bodies[1]?.message).toEqual(bodies[0]?.message);
  });

  it('replaces a session once only', async () => {
    const { send, bodies } = transportOver(expired(), expired());
    await expect(send()).rejects.toMatchObject({ problem: { code: 'session_not_found' } });
    expect(bodies).toHaveLength(2);
  });

  it('does not wait for a running turn unless it is asked to', async () => {
    const { send, waits } = transportOver(running());
    await expect(send()).rejects.toMatchObject({ problem: { code: 'turn_in_progress' } });
    expect(waits).toEqual([]);
  });

  it('asks for the reply of a running turn until it is there', async () => {
    const { send, bodies, waits } = transportOver(running(), running(), answer());
    expect(await collect(await send(awaitReply))).toEqual([finish]);
    expect(new Set(bodies.map(({ message }) => message.id))).toEqual(new Set([turnId]));
    expect(waits).toEqual([2_000, 2_000]);
  });

  it('gives up on a turn that never ends', async () => {
    const { send, bodies } = transportOver();
    await expect(send(awaitReply)).rejects.toMatchObject({ problem: { code: 'turn_in_progress' } });
    expect(bodies).toHaveLength(60);
  });

  it('stops asking when it is aborted', async () => {
    const { send, bodies } = transportOver();
    await expect(send(awaitReply, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(bodies).toHaveLength(1);
  });

  it('fails when the reply has no body', async () => {
    const { send } = transportOver(new Response(null));
    await expect(send()).rejects.toThrow('no body');
  });

  it('leaves a lost stream to be asked for by its message', async () => {
    const { transport } = transportOver();
    expect(await transport.reconnectToStream({ chatId: 'conversation-1' })).toBeNull();
  });
});
