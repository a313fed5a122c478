import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { cutToolText, readToolResult } from '../../../functions/mcp/tool-result.ts';

describe('readToolResult', () => {
  it('joins what is text and names what is not', () => {
    const content = [
      { type: 'text', text: 'one' },
      { type: 'image', data: 'AAAA', mimeType: 'image/png' },
      { type: 'resource', resource: { uri: 'crm://1', text: 'two' } },
      { type: 'resource', resource: { uri: 'crm://2', blob: 'AAAA' } },
      { type: 'resource_link', uri: 'https://example.com/3', name: 'three' },
    ];
    expect(readToolResult({ content })).toEqual({
      isError: false,
      text: 'one\n[image]\ntwo\ncrm://2\nhttps://example.com/3',
      content,
    });
  });

  it('shows the structured content where there is no text', () => {
    expect(readToolResult({ content: [], structuredContent: { id: 7 } })).toEqual({
      isError: false,
      text: '{"id":7}',
      structured: { id: 7 },
    });
  });

  it('drops structured content that is too large, and cuts its text', () => {
    const structuredContent = { text: 'x'.repeat(limits.toolResultCharacters) };
    const result = readToolResult({ content: [], structuredContent });
    expect(result).not.toHaveProperty('structured');
    expect(result.text).toContain('[Cut here: the result has 20011 characters.]');
  });

  it('keeps the mark of a failure', () => {
    const content = [{ type: 'text', text: 'No such contact.' }];
    expect(readToolResult({ content, isError: true })).toEqual({
      isError: true,
      text: 'No such contact.',
    });
  });

  it.each([
    null,
    'text',
    { content: 'text' },
    { content: [{ text: 'no type' }] },
    { isError: 'no' },
  ])('throws for %o, which is no result', (answer) => {
    expect(() => readToolResult(answer)).toThrow();
  });
});

describe('cutToolText', () => {
  it('leaves a text of just the limit as it is', () => {
    const text = 'x'.repeat(limits.toolResultCharacters);
    expect(cutToolText(text)).toBe(text);
    expect(cutToolText(`${text}x`)).not.toBe(`${text}x`);
  });
});
