import type { JSONValue } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { readOutcome } from '../../../../functions/agent/offline/results/read-outcome.ts';

const done = (value: JSONValue) => ({ kind: 'done', value });
const failed = (reason: string | null) => ({ kind: 'failed', reason });

describe('readOutcome', () => {
  it.each<[string, JSONValue, object]>([
    ['a plain object', { id: 1 }, done({ id: 1 })],
    ['a list', [1, 2], done([1, 2])],
    ['null', null, done(null)],
    ['structured content', { content: [], structuredContent: { id: 1 } }, done({ id: 1 })],
    ['a structured result', { isError: false, text: 'x', structured: { id: 1 } }, done({ id: 1 })],
    ['a text result', { isError: false, text: 'fine' }, done('fine')],
    ['a text result that is JSON', { isError: false, text: '{"id":1}' }, done({ id: 1 })],
    ['content parts', { content: [{ type: 'text', text: 'a' }, { type: 'image' }] }, done('a')],
    ['a record with a text', { text: 'Hello', title: 'x' }, done({ text: 'Hello', title: 'x' })],
    ['an error with text', { isError: true, text: 'no' }, failed('no')],
    [
      'an error with content',
      { isError: true, content: [{ type: 'text', text: 'no' }] },
      failed('no'),
    ],
    ['an error with a message', { isError: true, message: 'no' }, failed('no')],
    ['an error without words', { isError: true }, failed(null)],
  ])('reads %s', (_name, value, outcome) => {
    expect(readOutcome({ type: 'json', value })).toEqual(outcome);
  });

  it.each([
    ['fine', 'fine'],
    ['[1]', [1]],
    ['{broken', '{broken'],
  ])('reads the text %j', (text, value) => {
    expect(readOutcome({ type: 'text', value: text })).toEqual(done(value));
  });

  it('reads content, errors and refusals', () => {
    expect(readOutcome({ type: 'content', value: [{ type: 'text', text: 'a' }] })).toEqual(
      done('a'),
    );
    expect(readOutcome({ type: 'error-text', value: 'no' })).toEqual(failed('no'));
    expect(readOutcome({ type: 'error-json', value: { message: 'no' } })).toEqual(failed('no'));
    expect(readOutcome({ type: 'error-json', value: 7 })).toEqual(failed(null));
    expect(readOutcome({ type: 'execution-denied' })).toEqual({ kind: 'denied' });
  });
});
