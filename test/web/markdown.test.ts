import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntities } from '../../web/src/markdown/decode-entities.ts';
import { parseMarkdown } from '../../web/src/markdown/parse-markdown.ts';
import { safeAddress } from '../../web/src/markdown/safe-address.ts';

const text = (value: string) => ({ kind: 'text', text: value });
const paragraph = (...inlines: unknown[]) => ({ kind: 'paragraph', inlines });

/** Every address that a tree would lead to. */
function addressesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'href' in node && typeof node.href === 'string' ? [node.href] : [];
  return [...own, ...Object.values(node).flatMap(addressesIn)];
}

describe('parseMarkdown', () => {
  it('reads text with emphasis, code and breaks', () => {
    expect(parseMarkdown('**Lina** _is_ ~~not~~ `here`\nnow')).toEqual([
      paragraph(
        { kind: 'strong', inlines: [text('Lina')] },
        text(' '),
        { kind: 'emphasis', inlines: [text('is')] },
        text(' '),
        { kind: 'deleted', inlines: [text('not')] },
        text(' '),
        { kind: 'code', text: 'here' },
        { kind: 'break' },
        text('now'),
      ),
    ]);
  });

  it('reads headings, quotes, rules and code', () => {
    expect(parseMarkdown('## Plan\n\n> quoted\n\n---\n\n```json\n{}\n```')).toEqual([
      { kind: 'heading', level: 2, inlines: [text('Plan')] },
      { kind: 'quote', blocks: [paragraph(text('quoted'))] },
      { kind: 'rule' },
      { kind: 'code', text: '{}', language: 'json' },
    ]);
  });

  it('reads lists, numbered from where they start, and tasks', () => {
    const [numbered] = parseMarkdown('3. three\n4. four');
    expect(numbered).toMatchObject({ kind: 'list', start: 3 });
    const [tasks] = parseMarkdown('- [x] done\n- [ ] open\n- plain');
    expect(tasks).toMatchObject({
      start: null,
      entries: [{ isChecked: true }, { isChecked: false }, { isChecked: null }],
    });
  });

  it('reads tables with their alignment', () => {
    expect(parseMarkdown('| A | B |\n|---|--:|\n| 1 | 2 |')).toEqual([
      {
        kind: 'table',
        alignments: [null, 'right'],
        head: [[text('A')], [text('B')]],
        rows: [[[text('1')], [text('2')]]],
      },
    ]);
  });

  it('shows HTML as the text that it is', () => {
    const shown = JSON.stringify(parseMarkdown('Hi <img src=x onerror="alert(1)"> <b>you</b>'));
    expect(shown).toContain('<img src=x onerror=');
    expect(parseMarkdown('<script>alert(1)</script>')).toEqual([
      paragraph(text('<script>alert(1)</script>')),
    ]);
  });

  it('offers a picture as a link, so that nothing is fetched', () => {
    expect(parseMarkdown('![the plan](https://example.com/a.png)')).toEqual([
      paragraph({ kind: 'link', href: 'https://example.com/a.png', inlines: [text('the plan')] }),
    ]);
  });

  it('shows a link to a script as text', () => {
    expect(parseMarkdown('[click](javascript:alert(1))')).toEqual([paragraph(text('click'))]);
  });

  it('shows quotes that are nested absurdly deep as text', () => {
    const depth = JSON.stringify(parseMarkdown('>'.repeat(500) + ' deep')).split('"quote"').length;
    expect(depth).toBeLessThan(20);
  });

  it('never throws and never leads to an unsafe address, whatever arrives', () => {
    const piece = fc.constantFrom(
      '[a](',
      '![',
      ')',
      '<a href="',
      '">',
      'javascript:',
      '`',
      '|',
      '*',
    );
    const markdown = fc.array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 40 });
    fc.assert(
      fc.property(markdown, (pieces) => {
        for (const href of addressesIn(parseMarkdown(pieces.join('')))) {
          expect(href).toMatch(/^(https?|mailto|tel):/);
        }
      }),
    );
  });
});

describe('safeAddress', () => {
  it.each(['https://example.com/x', 'mailto:lina@example.com', 'tel:+18135551234'])(
    'lets %s through',
    (href) => {
      expect(safeAddress(href)).toBe(href);
    },
  );

  it.each(['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', '/api/me', ''])(
    'refuses "%s"',
    (href) => {
      expect(safeAddress(href)).toBeNull();
    },
  );
});

describe('decodeEntities', () => {
  it.each([
    ['Fish &amp; chips', 'Fish & chips'],
    ['&#65;&#x42;&LT;', 'AB<'],
    ['&unknown; &#0; &#x110000;', '&unknown; &#0; &#x110000;'],
  ])('reads %s', (source, expected) => {
    expect(decodeEntities(source)).toBe(expected);
  });
});
