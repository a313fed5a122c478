type Row = Readonly<Record<string, unknown>>;

/** What spreadsheets take for the start of a formula. */
const formulaStart = /^[=+\-@\t\r]/;
const needsQuotes = /[",\r\n]|^\s|\s$/;

/**
 * A table as CSV by RFC 4180, with a header row and a line break after every row. Numbers are
 * plain, what is missing is empty, lists and objects are JSON. A text that a spreadsheet would run
 * as a formula gets a leading apostrophe, as people who export are not those who wrote it.
 */
export const writeCsv = (columns: readonly string[], rows: readonly Row[]): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => `${cells.map(writeCell).join(',')}\r\n`)
    .join('');

function writeCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const guarded = formulaStart.test(text) ? `'${text}` : text;
  return needsQuotes.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
