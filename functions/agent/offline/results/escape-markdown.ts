import { offlineLimits } from '../offline-limits.ts';

/**
 * A value as plain text inside Markdown: no links, images, emphasis or new lines can come out of
 * what a person typed or a tool answered. Long values are cut.
 */
export function escapeMarkdown(
  text: string,
  characters: number = offlineLimits.valueCharacters,
): string {
  const line = text
    .slice(0, characters * 2)
    .replace(/\s{1,100}/gu, ' ')
    .trim();
  const cut = line.length > characters ? `${line.slice(0, characters - 1)}…` : line;
  return cut.replace(/[\\`*[\]<>|]/g, '\\$&');
}
