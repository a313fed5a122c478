/** What a line of the log says. */
type Line = Readonly<Record<string, unknown>>;
type Test = (line: Line) => boolean;

const tokenPattern = /\s*(&&|\|\||!=|=|[(){}]|\$\.[A-Za-z]+|"[^"]*")/y;

/**
 * Reads the part of CloudWatch's filter patterns that the product uses: `{ }` around comparisons of
 * a field with a text by `=` or `!=`, joined by `&&`, `||` and parentheses. As in CloudWatch, a field
 * that is not there fits neither.
 *
 * @throws Error for anything else
 */
export function readFilterPattern(pattern: string): Test {
  const tokens = splitTokens(pattern);
  const take = (expected?: string): string => {
    const token = tokens.shift();
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new Error(`${pattern}: found ${token} in place of ${expected}`);
    }
    return token;
  };

  function readAny(): Test {
    const tests = [readAll()];
    while (tokens[0] === '||') tests.push((take(), readAll()));
    return (line) => tests.some((test) => test(line));
  }

  function readAll(): Test {
    const tests = [readOne()];
    while (tokens[0] === '&&') tests.push((take(), readOne()));
    return (line) => tests.every((test) => test(line));
  }

  function readOne(): Test {
    if (tokens[0] !== '(') return readComparison(take(), take(), take());
    take('(');
    const inner = readAny();
    take(')');
    return inner;
  }

  take('{');
  const test = readAny();
  take('}');
  if (tokens.length > 0) throw new Error(`${pattern}: goes on after its end`);
  return test;
}

function readComparison(field: string, operator: string, quoted: string): Test {
  if (!field.startsWith('$.') || !/^!?=$/.test(operator) || !quoted.startsWith('"')) {
    throw new Error(`no comparison: ${field} ${operator} ${quoted}`);
  }
  const [name, text] = [field.slice(2), quoted.slice(1, -1)];
  return (line) => name in line && (line[name] === text) === (operator === '=');
}

function splitTokens(pattern: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  let end = 0;
  for (let match = tokenPattern.exec(pattern); match; match = tokenPattern.exec(pattern)) {
    tokens.push(match[1]!);
    end = tokenPattern.lastIndex;
  }
  if (end !== pattern.length) throw new Error(`${pattern}: not understood from ${end}`);
  return tokens;
}
