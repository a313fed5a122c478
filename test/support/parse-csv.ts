/**
 * Reads CSV by the letter of RFC 4180, one character at a time: cells by rows, quotes undone.
 *
 * @throws Error where the text is not such CSV
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at);
    row.push(cell);
    if (text.startsWith('\r\n', end)) {
      rows.push(row);
      row = [];
      at = end + 2;
    } else if (text[end] === ',') {
      at = end + 1;
    } else {
      throw new Error(`neither comma nor line break at ${end}`);
    }
  }
  if (row.length > 0) throw new Error('the last line does not end');
  return rows;
}

function readPlain(text: string, start: number): { cell: string; end: number } {
  let end = start;
  while (end < text.length && !',"\r\n'.includes(text[end]!)) end += 1;
  return { cell: text.slice(start, end), end };
}

function readQuoted(text: string, start: number): { cell: string; end: number } {
  let cell = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else return { cell, end: at + 1 };
  }
  throw new Error('a quote does not end');
}
