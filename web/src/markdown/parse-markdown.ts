import { Lexer, type Token, type Tokens } from 'marked';
import type { Block, ListEntry } from './markdown-tree.ts';
import { parseInlines } from './parse-inlines.ts';

/** Deeper quotes and lists than anybody writes are shown as text. */
const nestingDepth = 12;

/** Parses markdown, complete or still arriving. Never throws on any text. */
export const parseMarkdown = (markdown: string): Block[] =>
  toBlocks(Lexer.lex(markdown, { gfm: true, breaks: true }), 0);

function toBlocks(tokens: readonly Token[], depth: number): Block[] {
  return tokens.flatMap((token) =>
    depth > nestingDepth ? plain(token.raw) : toBlock(token, depth),
  );
}

// marked's union has a generic member, so `type` alone narrows neither lists nor tables.
function toBlock(token: Token, depth: number): Block[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading':
      return [{ kind: 'heading', level: token['depth'], inlines: parseInlines(token.tokens) }];
    case 'paragraph':
      return [{ kind: 'paragraph', inlines: parseInlines(token.tokens) }];
    case 'text':
      return [{ kind: 'paragraph', inlines: parseInlines([token]) }];
    case 'code':
      return [{ kind: 'code', text: token['text'], language: token['lang'] || null }];
    case 'blockquote':
      return [{ kind: 'quote', blocks: toBlocks(token.tokens ?? [], depth + 1) }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'list':
      return [toList(token as Tokens.List, depth)];
    case 'table':
      return [toTable(token as Tokens.Table)];
    default:
      return plain(token.raw);
  }
}

function toList(list: Tokens.List, depth: number): Block {
  const entries = list.items.map((item): ListEntry => ({
    blocks: toBlocks(item.tokens, depth + 1),
    isChecked: item.task ? item.checked === true : null,
  }));
  return { kind: 'list', start: list.ordered ? Number(list.start) : null, entries };
}

const toTable = (table: Tokens.Table): Block => ({
  kind: 'table',
  alignments: table.align,
  head: table.header.map((cell) => parseInlines(cell.tokens)),
  rows: table.rows.map((row) => row.map((cell) => parseInlines(cell.tokens))),
});

const plain = (raw: string): Block[] =>
  raw.trim() === '' ? [] : [{ kind: 'paragraph', inlines: [{ kind: 'text', text: raw.trim() }] }];
