import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const pages = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: root })];
const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** How a heading is named in an address, as hosts of repositories do it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const hasAnchor = (page: string, anchor: string): boolean => {
  const text = read(page);
  const headings = text.split('\n').filter((line) => line.startsWith('#'));
  return (
    text.includes(`<a id="${anchor}">`) ||
    headings.some((line) => anchorOf(line.replace(/^#+/, '')) === anchor)
  );
};

describe('the documentation', () => {
  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ page, target })),
  );
  const ownLinks = links.filter(({ target }) => !/^https?:/.test(target));

  it.each(ownLinks)('$page links to something that exists: $target', ({ page, target }) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    expect(existsSync(join(root, file))).toBe(true);
    expect(anchor === undefined || hasAnchor(file, anchor)).toBe(true);
  });

  it('names only commands that package.json has', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const named = pages.flatMap((page) => [...read(page).matchAll(/npm run ([a-z:]+)/g)]);
    expect(named.length).toBeGreaterThan(2);
    for (const [, name = ''] of named) expect(Object.keys(scripts)).toContain(name);
  });

  it('names only settings that something reads', () => {
    const sources = [
      'functions/config.ts',
      'functions/events/event-config.ts',
      'infra/local/local-options.ts',
      'test/support',
    ];
    const known = sources
      .flatMap((source) =>
        source.endsWith('.ts') ? [source] : globSync(`${source}/*.ts`, { cwd: root }),
      )
      .map(read)
      .join('\n');
    const named = [...read('README.md').matchAll(/`([A-Z]+(?:_[A-Z]+)*)(?:=[^`]*)?`/g)];
    expect(named.length).toBeGreaterThan(5);
    for (const [, name = ''] of named) expect(known).toContain(name);
  });
});
