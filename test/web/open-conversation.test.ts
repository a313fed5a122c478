import { describe, expect, it } from 'vitest';
import { ApiError } from '../../web/src/api/api-error.ts';
import { chooseClient } from '../../web/src/page/choose-client.ts';
import { pageAddress, readClientId } from '../../web/src/page/client-address.ts';
import { loadMessages, openConversation } from '../../web/src/page/open-conversation.ts';
import { createPageMemory } from '../../web/src/page/page-memory.ts';
import { problem, session, tabStorage } from './support/answers.ts';
import { reply, userMessage } from './support/messages.ts';

const gone = () => new ApiError(problem({ code: 'conversation_not_found', status: 404 }));

/** An API that knows the given conversations, and opens a new one when asked for none. */
function apiKnowing(...known: string[]) {
  const connected: Array<string | undefined> = [];
  return {
    connected,
    connect: async (clientId: string, conversationId?: string) => {
      connected.push(conversationId);
      if (conversationId !== undefined && !known.includes(conversationId)) throw gone();
      return session({ clientId, conversationId: conversationId ?? 'new' });
    },
    getConversation: async (conversationId: string) => {
      if (!known.includes(conversationId)) throw gone();
      return {
        conversationId,
        clientId: '15',
        messages: [userMessage(), reply()].map((message) => ({
          ...message,
          role: message.role === 'user' ? ('user' as const) : ('assistant' as const),
          parts: message.parts.map((part) => ({ ...part })),
        })),
      };
    },
  };
}

describe('openConversation', () => {
  it('goes on with the conversation that the tab remembers', async () => {
    const memory = createPageMemory(tabStorage());
    memory.setConversationId('15', 'earlier');
    const opened = await openConversation(apiKnowing('earlier'), memory, '15');
    expect(opened.session.conversationId).toBe('earlier');
    expect(opened.messages).toHaveLength(2);
  });

  it('starts a new one and remembers it', async () => {
    const memory = createPageMemory(tabStorage());
    const opened = await openConversation(apiKnowing(), memory, '15');
    expect(opened.messages).toEqual([]);
    expect(memory.getConversationId('15')).toBe('new');
  });

  it('starts a new one when the remembered one is gone', async () => {
    const memory = createPageMemory(tabStorage());
    memory.setConversationId('15', 'deleted');
    const api = apiKnowing();
    await openConversation(api, memory, '15');
    expect(api.connected).toEqual(['deleted', undefined]);
    expect(memory.getConversationId('15')).toBe('new');
  });

  it('keeps what it remembers when connecting fails otherwise', async () => {
    const memory = createPageMemory(tabStorage());
    memory.setConversationId('15', 'earlier');
    const failing = {
      ...apiKnowing('earlier'),
      connect: async () => {
        throw new ApiError(problem({ code: 'server_unreachable', status: 502 }));
      },
    };
    await expect(openConversation(failing, memory, '15')).rejects.toThrow(ApiError);
    expect(memory.getConversationId('15')).toBe('earlier');
  });
});

describe('loadMessages', () => {
  it('passes on a failure that is not about the conversation', async () => {
    const failing = { getConversation: async () => Promise.reject(new Error('lost')) };
    await expect(loadMessages(failing, 'c')).rejects.toThrow('lost');
  });
});

describe('createPageMemory', () => {
  it('keeps drafts and conversations apart by client', () => {
    const memory = createPageMemory(tabStorage());
    memory.setDraft('15', 'Hello');
    expect([memory.getDraft('15'), memory.getDraft('16')]).toEqual(['Hello', '']);
    expect(memory.getConversationId('15')).toBeNull();
  });

  it('clears its own entries alone', () => {
    const storage = tabStorage({ other: 'kept' });
    const memory = createPageMemory(storage);
    memory.setDraft('15', 'Hello');
    memory.clear();
    expect(Object.keys(storage)).toEqual(['other']);
  });

  it('forgets rather than fails when the storage is full', () => {
    const memory = createPageMemory(tabStorage({}, true));
    memory.setDraft('15', 'Hello');
    expect(memory.getDraft('15')).toBe('');
  });
});

describe('chooseClient', () => {
  const clients = [
    { clientId: '15', name: 'Rosalex Realty' },
    { clientId: '16', name: 'Second' },
  ];

  it.each([
    ['16', { kind: 'chosen', clientId: '16' }],
    [null, { kind: 'chosen', clientId: '15' }],
    ['99', { kind: 'unknown', clientId: '99' }],
  ])('for %s of the address chooses %j', (wanted, choice) => {
    expect(chooseClient(clients, wanted)).toEqual(choice);
  });

  it('says when there is none', () => {
    expect(chooseClient([], null)).toEqual({ kind: 'none' });
  });
});

describe('client addresses', () => {
  it('keep the client when moving between pages', () => {
    expect(readClientId(new URL(pageAddress('/chat.html', 'a&b'), 'http://x').search)).toBe('a&b');
    expect(pageAddress('/', null)).toBe('/');
  });

  it.each(['', '?client_id=', '?client_id=%20', '?other=1'])('"%s" names no client', (search) => {
    expect(readClientId(search)).toBeNull();
  });
});
