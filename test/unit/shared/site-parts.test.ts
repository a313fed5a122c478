import { describe, expect, it } from 'vitest';
import { findCacheControl, siteParts } from '../../../shared/site-parts.ts';

const files = [
  'index.html',
  'chat.html',
  'config.json',
  'robots.txt',
  'assets/chat-Abc123.js',
  'assets/help.html',
];

describe('the parts of the site', () => {
  it('hold every file exactly once', () => {
    for (const file of files) {
      expect(siteParts.filter((part) => part.includes(file))).toHaveLength(1);
    }
  });

  it('put pages last, which name all the others', () => {
    expect(siteParts.at(-1)?.includes('index.html')).toBe(true);
    expect(siteParts[0]?.includes('assets/chat-Abc123.js')).toBe(true);
  });
});

describe('a cache', () => {
  it.each([
    ['assets/chat-Abc123.js', 'public, max-age=31536000, immutable'],
    ['assets/help.html', 'public, max-age=31536000, immutable'],
    ['index.html', 'no-cache'],
    ['config.json', 'no-cache'],
    ['old/assets/chat.js', 'no-cache'],
  ])('keeps %s as "%s"', (file, expected) => {
    expect(findCacheControl(file)).toBe(expected);
  });
});
