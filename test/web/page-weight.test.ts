import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { siteDirectory } from '../../infra/constructs/site/built-site.ts';

/** 1 KB is 1000 bytes. What is loaded only when it is needed does not count. */
const chatKilobytes = 90;
const formKilobytes = 60;
const formPages = ['calls', 'leads', 'social-media'] as const;

const read = (file: string) => readFileSync(join(siteDirectory, file), 'utf8');

/** The scripts that a page loads before it shows anything. */
function listScripts(page: string): Set<string> {
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, name] of read(file).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) {
      follow(`assets/${name}`);
    }
  };
  for (const [, file = ''] of read(`${page}.html`).matchAll(/src="\/(assets\/[\w.-]+\.js)"/g)) {
    follow(file);
  }
  return found;
}

const weigh = (scripts: ReadonlySet<string>): number =>
  [...scripts].reduce((sum, file) => sum + gzipSync(read(file)).length, 0) / 1_000;

const isChat = (file: string) => file.includes('chat-page');

describe('the scripts of the built pages', () => {
  it('are those of the chat on the pages with a chat', () => {
    for (const page of ['index', 'chat']) {
      const scripts = listScripts(page);
      expect([...scripts].some(isChat)).toBe(true);
      expect(weigh(scripts)).toBeLessThanOrEqual(chatKilobytes);
    }
  });

  it.each(formPages)('of %s are small, without the chat', (page) => {
    const scripts = listScripts(page);
    expect([...scripts].filter(isChat)).toEqual([]);
    expect(weigh(scripts)).toBeLessThanOrEqual(formKilobytes);
  });

  it('are loaded once for all forms, but for a small rest', () => {
    const [first = new Set<string>(), ...others] = formPages.map(listScripts);
    const shared = new Set([...first].filter((file) => others.every((one) => one.has(file))));
    for (const scripts of [first, ...others]) {
      expect(weigh(scripts) - weigh(shared)).toBeLessThanOrEqual(8);
    }
  });
});
