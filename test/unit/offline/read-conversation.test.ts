import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { readConversation } from '../../../functions/agent/offline/conversation/read-conversation.ts';
import { offlineLimits } from '../../../functions/agent/offline/offline-limits.ts';

type Message = LanguageModelV4Prompt[number];

const user = (...texts: string[]): Message => ({
  role: 'user',
  content: texts.map((text) => ({ type: 'text', text })),
});
const assistant = (text: string): Message => ({
  role: 'assistant',
  content: [{ type: 'text', text }],
});
const call = (toolCallId: string, input: unknown = {}): Message => ({
  role: 'assistant',
  content: [{ type: 'tool-call', toolCallId, toolName: 'find', input }],
});
const result = (toolCallId: string, value: string): Message => ({
  role: 'tool',
  content: [{ type: 'tool-result', toolCallId, toolName: 'find', output: { type: 'text', value } }],
});

describe('readConversation', () => {
  it('puts what came of a message into its turn', () => {
    const turns = readConversation([
      { role: 'system', content: 'You are a copilot.' },
      user('find Lina'),
      call('a', { query: 'Lina' }),
      result('a', 'one'),
      assistant('I found one.'),
      user('thanks'),
    ]);
    expect(turns).toEqual([
      {
        message: 'find Lina',
        reply: 'I found one.',
        calls: [
          {
            id: 'a',
            toolName: 'find',
            input: { query: 'Lina' },
            outcome: { kind: 'done', value: 'one' },
          },
        ],
      },
      { message: 'thanks', reply: '', calls: [] },
    ]);
  });

  it('leaves out what stands before the first message', () => {
    expect(readConversation([assistant('Shall I?'), result('x', 'lost'), user('yes')])).toEqual([
      { message: 'yes', reply: '', calls: [] },
    ]);
  });

  it('gives each result to its own call, and leaves an open call open', () => {
    const [turn] = readConversation([user('x'), call('a'), call('b'), result('b', 'second')]);
    expect(turn?.calls.map(({ outcome }) => outcome)).toEqual([
      null,
      { kind: 'done', value: 'second' },
    ]);
  });

  it('joins the texts of a message and leaves files out', () => {
    const file: Message = {
      role: 'user',
      content: [
        { type: 'text', text: 'one' },
        { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AA==' } },
        { type: 'text', text: 'two' },
      ],
    };
    expect(readConversation([file])[0]?.message).toBe('one\ntwo');
  });

  it('takes arguments that are no object for none', () => {
    expect(readConversation([user('x'), call('a', 'text')])[0]?.calls[0]?.input).toEqual({});
  });

  it('keeps to its limits', () => {
    const long = user('a'.repeat(limits.messageTextCharacters + 1));
    expect(readConversation([long])[0]?.message).toHaveLength(limits.messageTextCharacters);
    const many = Array.from({ length: 200 }, (_, index) => user(`message ${index}`));
    expect(readConversation(many)).toHaveLength(offlineLimits.replayTurnCount);
    expect(readConversation(many).at(-1)?.message).toBe('message 199');
    const calls = Array.from({ length: 50 }, (_, index) => call(`call-${index}`));
    expect(readConversation([user('x'), ...calls])[0]?.calls).toHaveLength(
      offlineLimits.callsPerTurn,
    );
  });

  it('has nothing of an empty conversation', () => {
    expect(readConversation([])).toEqual([]);
  });
});
