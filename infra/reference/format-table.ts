/**
 * Lines up rows under their headings, in columns that a terminal and Markdown both show. A column
 * of numbers, which its heading's trailing colon marks, is flush right.
 */
export function formatTable(headings: readonly string[], rows: readonly string[][]): string {
  const isNumeric = headings.map((heading) => heading.endsWith(':'));
  const titles = headings.map((heading) => heading.replace(/:$/, ''));
  const widths = titles.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const pad = (text: string, column: number) =>
    isNumeric[column] ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
  const formatRow = (row: readonly string[]) =>
    `| ${widths.map((_width, column) => pad(row[column] ?? '', column)).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    isNumeric[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [titles, rule, ...rows].map(formatRow).join('\n');
}
