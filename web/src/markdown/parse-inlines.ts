import type { Token, Tokens } from 'marked';
import { decodeEntities } from './decode-entities.ts';
import type { Inline } from './markdown-tree.ts';
import { safeAddress } from './safe-address.ts';

const text = (raw: string): Inline => ({ kind: 'text', text: decodeEntities(raw) });
const children = (token: Tokens.Generic): Inline[] => parseInlines(token.tokens);

const converters: Readonly<Record<string, (token: Tokens.Generic) => Inline[]>> = {
  strong: (token) => [{ kind: 'strong', inlines: children(token) }],
  em: (token) => [{ kind: 'emphasis', inlines: children(token) }],
  del: (token) => [{ kind: 'deleted', inlines: children(token) }],
  codespan: (token) => [{ kind: 'code', text: String(token['text']) }],
  br: () => [{ kind: 'break' }],
  link: (token) => link(String(token['href']), children(token)),
  // A picture would tell an outside host that it was looked at, so only its address is offered.
  image: (token) => link(String(token['href']), [text(String(token['text'] || token['href']))]),
  escape: (token) => [{ kind: 'text', text: String(token['text']) }],
  text: (token) => (token.tokens ? children(token) : [text(String(token['text']))]),
  checkbox: () => [],
};

/** Inline tokens as nodes. HTML and anything unknown become the text they were written as. */
export const parseInlines = (tokens: readonly Token[] = []): Inline[] =>
  tokens.flatMap((token) => converters[token.type]?.(token) ?? [text(token.raw)]);

function link(href: string, inlines: Inline[]): Inline[] {
  const address = safeAddress(href);
  return address === null ? inlines : [{ kind: 'link', href: address, inlines }];
}
