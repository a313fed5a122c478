/** Names, `#names`, `:values`, comparators, brackets and commas. */
const tokenPattern = /\s*([#:]?[A-Za-z_][A-Za-z0-9_]*|<>|<=|>=|[=<>(),+-])/y;

export interface TokenReader {
  peek(): string | undefined;
  take(): string;
  /** Takes the next token only if it is this word or sign, in either case. */
  takeIf(word: string): boolean;
  expect(word: string): void;
}

/**
 * @throws SyntaxError for a sign that no expression of ours has
 */
export function tokenizeExpression(expression: string): TokenReader {
  const tokens = split(expression);
  let place = 0;

  const peek = () => tokens[place];
  function take(): string {
    const token = tokens[place];
    if (token === undefined) throw new SyntaxError(`the expression ends early: ${expression}`);
    place += 1;
    return token;
  }
  function takeIf(word: string): boolean {
    if (tokens[place]?.toUpperCase() !== word.toUpperCase()) return false;
    place += 1;
    return true;
  }
  function expect(word: string): void {
    if (!takeIf(word)) throw new SyntaxError(`${word} is missing before ${peek()}: ${expression}`);
  }
  return { peek, take, takeIf, expect };
}

function split(expression: string): string[] {
  const text = expression.trimEnd();
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const token = tokenPattern.exec(text)?.[1];
    if (token === undefined) throw new SyntaxError(`cannot read on from ${text.slice(at)}`);
    tokens.push(token);
  }
  return tokens;
}
