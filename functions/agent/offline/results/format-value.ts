import type { JSONValue } from '@ai-sdk/provider';
import type { Phrases } from '../language/phrases.ts';
import { offlineLimits } from '../offline-limits.ts';
import { escapeMarkdown } from './escape-markdown.ts';

const isoTime = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d{1,9})?)?Z$/;

/**
 * A value as people read it: "2026-12-01 09:00 UTC", "yes", "vip, hot lead".
 * @param characters how much of a text is shown
 */
export function formatValue(
  value: JSONValue | undefined,
  phrases: Phrases,
  characters: number = offlineLimits.valueCharacters,
): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? phrases.yes : phrases.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return formatText(value, characters);
  const parts = (Array.isArray(value) ? value : Object.values(value)).map((part) =>
    typeof part === 'object' ? '' : formatValue(part, phrases),
  );
  return escapeCut(parts.filter((part) => part !== '').join(', '));
}

function formatText(text: string, characters: number): string {
  const time = isoTime.exec(text);
  return time ? `${time[1]} ${time[2]} UTC` : escapeMarkdown(text, characters);
}

/** The parts are escaped already; only the length is bounded here. */
const escapeCut = (text: string): string => (text.length > 240 ? `${text.slice(0, 239)}…` : text);
