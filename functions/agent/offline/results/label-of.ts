import type { Phrases } from '../language/phrases.ts';
import { splitIdentifier } from '../tools/split-identifier.ts';
import { escapeMarkdown } from './escape-markdown.ts';

/** The name of a field for people: `dueDate` is "Due date". */
export function labelOf(field: string, phrases: Phrases): string {
  const words = splitIdentifier(field);
  const known = phrases.fieldName(words.join(''));
  if (known !== undefined) return known;
  const text = words.join(' ');
  return escapeMarkdown(text.charAt(0).toUpperCase() + text.slice(1));
}
