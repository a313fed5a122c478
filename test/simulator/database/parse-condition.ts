import { type TokenReader, tokenizeExpression } from './tokenize-expression.ts';

/** A member of the item, by name or `#name`, or a `:value` of the request. */
export type Operand = string;
export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'exists' | 'absent'; readonly path: Operand }
  | { readonly kind: 'has type' | 'begins with'; readonly path: Operand; readonly with: Operand }
  | {
      readonly kind: 'compare';
      readonly left: Operand;
      readonly comparator: Comparator;
      readonly right: Operand;
    }
  | {
      readonly kind: 'between';
      readonly path: Operand;
      readonly least: Operand;
      readonly most: Operand;
    };

const comparators: readonly string[] = ['=', '<>', '<', '<=', '>', '>='] satisfies Comparator[];

const isComparator = (token: string): token is Comparator => comparators.includes(token);

/**
 * Reads a condition, filter or key condition: the part of the language that the ledger speaks.
 *
 * @throws SyntaxError for anything else
 */
export function parseCondition(expression: string): Condition {
  const tokens = tokenizeExpression(expression);
  const condition = parseOr(tokens);
  if (tokens.peek() !== undefined) {
    throw new SyntaxError(`cannot read on from ${tokens.peek()}: ${expression}`);
  }
  return condition;
}

const parseOr = (tokens: TokenReader) => parseChain(tokens, 'or', parseAnd);
const parseAnd = (tokens: TokenReader) => parseChain(tokens, 'and', parseNot);

function parseChain(
  tokens: TokenReader,
  kind: 'and' | 'or',
  parsePart: (tokens: TokenReader) => Condition,
): Condition {
  const first = parsePart(tokens);
  const parts = [first];
  while (tokens.takeIf(kind)) parts.push(parsePart(tokens));
  return parts.length === 1 ? first : { kind, parts };
}

function parseNot(tokens: TokenReader): Condition {
  return tokens.takeIf('NOT') ? { kind: 'not', part: parseNot(tokens) } : parsePrimary(tokens);
}

function parsePrimary(tokens: TokenReader): Condition {
  if (tokens.takeIf('(')) {
    const inner = parseOr(tokens);
    tokens.expect(')');
    return inner;
  }
  const first = tokens.take();
  return tokens.takeIf('(') ? parseFunction(tokens, first) : parseComparison(tokens, first);
}

function parseFunction(tokens: TokenReader, name: string): Condition {
  const path = tokens.take();
  const second = tokens.takeIf(',') ? tokens.take() : undefined;
  tokens.expect(')');
  if (name === 'attribute_exists') return { kind: 'exists', path };
  if (name === 'attribute_not_exists') return { kind: 'absent', path };
  if (second === undefined) throw new SyntaxError(`the second operand of ${name} is missing`);
  if (name === 'attribute_type') return { kind: 'has type', path, with: second };
  if (name === 'begins_with') return { kind: 'begins with', path, with: second };
  throw new SyntaxError(`the stand-in knows no function ${name}`);
}

function parseComparison(tokens: TokenReader, left: Operand): Condition {
  if (tokens.takeIf('BETWEEN')) {
    const least = tokens.take();
    tokens.expect('AND');
    return { kind: 'between', path: left, least, most: tokens.take() };
  }
  const comparator = tokens.take();
  if (!isComparator(comparator)) throw new SyntaxError(`${comparator} compares nothing`);
  return { kind: 'compare', left, comparator, right: tokens.take() };
}
