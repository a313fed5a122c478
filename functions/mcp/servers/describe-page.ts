/**
 * A page of a list as text: what was found, line by line, and how to read on.
 *
 * @param noun in the plural, such as "contacts"
 */
export function describePage(
  noun: string,
  lines: readonly string[],
  cursor: string | null,
): string {
  const count = lines.length === 0 ? `No ${noun} found` : `${lines.length} ${noun}`;
  const more = cursor && `There may be more: read on with cursor ${cursor}`;
  return [`${count}${lines.length === 0 ? '.' : ':'}`, ...lines, more].filter(Boolean).join('\n');
}
