import { describe, expect, it } from 'vitest';
import { ConnectionLostError } from '../../web/src/api/connection-lost-error.ts';
import { createCopilotApi } from '../../web/src/api/copilot-api.ts';
import { accessTokens, scriptedFetch, session } from './support/answers.ts';

const apiAnswering = (...answers: Response[]) => {
  const { fetch, requests } = scriptedFetch(...answers);
  return { api: createCopilotApi({ fetch, accessTokens: accessTokens() }), requests };
};

describe('createCopilotApi', () => {
  it('connects a client, going on with a conversation', async () => {
    const { api, requests } = apiAnswering(Response.json(session(), { status: 201 }));
    const connected = await api.connect('15', 'conversation-1');
    expect(connected).toEqual(session());
    expect(requests[0]?.init.body).toBe('{"clientId":"15","conversationId":"conversation-1"}');
  });

  it('asks for prices without a token', async () => {
    const { api, requests } = apiAnswering(Response.json({ version: 1, services: [], plans: [] }));
    await api.getPricing();
    expect(new Headers(requests[0]?.init.headers).has('authorization')).toBe(false);
  });

  it('stops a turn under the id of its message', async () => {
    const { api, requests } = apiAnswering(Response.json({ messageId: 'm-1', isStopping: true }));
    await api.stopTurn('m-1');
    expect(requests[0]?.path).toBe('/api/mcp/turns/m-1/stop');
  });

  it('asks where a picture is shown, by ids that cannot lead elsewhere', async () => {
    const address = { mediaId: 'img_1', url: 'https://media.example.com/1', expiresAt: 'later' };
    const { api, requests } = apiAnswering(Response.json(address));
    expect(await api.getMedia('15/..', 'img_1')).toEqual(address);
    expect(requests[0]?.path).toBe('/api/clients/15%2F../media/img_1');
  });

  it('opens a turn and leaves its stream unread', async () => {
    const { api } = apiAnswering(new Response('data: {}\n\n'));
    const response = await api.openTurn({ sessionId: 's', message: { id: 'm-1', text: 'Hello' } });
    expect(response.bodyUsed).toBe(false);
  });

  it.each(['not json', '{"accountId":7}'])('does not believe the answer %s', async (answer) => {
    const { api } = apiAnswering(new Response(answer));
    await expect(api.getMe()).rejects.toThrow(ConnectionLostError);
  });
});
