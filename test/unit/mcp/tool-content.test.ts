import { describe, expect, it } from 'vitest';
import { readToolContent } from '../../../functions/mcp/tool-content.ts';
import { limits } from '../../../shared/limits.ts';

const text = { type: 'text', text: 'Here it is.' };
const image = { type: 'image', data: 'AAAA', mimeType: 'image/png' };

describe('readToolContent', () => {
  it('keeps each kind that is more than text, in its order', () => {
    const content = [
      text,
      image,
      { type: 'audio', data: 'AAAA', mimeType: 'audio/wav' },
      { type: 'resource', resource: { uri: 'crm://1', text: 'one', mimeType: 'text/plain' } },
      { type: 'resource', resource: { uri: 'crm://2', blob: 'AAAA' } },
      { type: 'resource_link', uri: 'https://example.com/3', name: 'three' },
    ];
    expect(readToolContent(content)).toEqual(content);
  });

  it('keeps no member that it does not know', () => {
    const block = { ...image, _meta: { secret: 1 }, onload: 'x' };
    expect(readToolContent([block])).toEqual([image]);
  });

  it('has nothing for text alone, which stands for itself', () => {
    expect(readToolContent([text, text])).toBeUndefined();
    expect(readToolContent([])).toBeUndefined();
  });

  it.each([
    ['a kind that nobody knows', { type: 'hologram' }],
    ['a picture without data', { type: 'image', mimeType: 'image/png' }],
    ['more than is kept', { ...image, data: 'A'.repeat(limits.toolContentCharacters) }],
  ])('has nothing for %s', (_case, block) => {
    expect(readToolContent([text, block])).toBeUndefined();
  });
});
