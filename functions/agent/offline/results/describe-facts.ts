import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import type { Phrases } from '../language/phrases.ts';
import { offlineLimits } from '../offline-limits.ts';
import { formatValue } from './format-value.ts';
import { labelOf } from './label-of.ts';

/** What people pass on: a post takes the id of its picture. */
const passedOnIds: readonly string[] = ['imageId'];

/** Bookkeeping that tells people nothing. */
const isBookkeeping = (field: string): boolean =>
  !passedOnIds.includes(field) &&
  /(?:^|_|[a-z])(?:Id|_id|At|cursor|Cursor|Key|Hash)$|^(?:id|object|version|locationId|traceId|isError|cursor)$/.test(
    field,
  );

/** Whether a field is worth a line: it has a value that can be read at a glance. */
export const isTelling = (field: string, value: JSONValue | undefined): boolean =>
  !isBookkeeping(field) &&
  value !== null &&
  value !== undefined &&
  value !== '' &&
  isShort(value) &&
  !isLongAddress(value);

/** Cut to its limit, it would lead nowhere. */
const isLongAddress = (value: JSONValue): boolean =>
  typeof value === 'string' &&
  value.length > offlineLimits.valueCharacters &&
  /^https?:\/\/\S+$/.test(value);

const isShort = (value: JSONValue): boolean =>
  typeof value !== 'object' ||
  value === null ||
  Object.values(value).every((part) => typeof part !== 'object');

/** The fields of a record as bullets, at most {@link offlineLimits.resultFactCount}. */
export function describeFacts(
  record: JSONObject,
  phrases: Phrases,
  isShown: (field: string) => boolean = () => true,
): readonly string[] {
  return Object.entries(record)
    .filter(([field, value]) => isShown(field) && isTelling(field, value))
    .map(([field, value]) => ({ field, text: formatValue(value, phrases) }))
    .filter(({ text }) => text !== '')
    .slice(0, offlineLimits.resultFactCount)
    .map(({ field, text }) => `- **${labelOf(field, phrases)}:** ${text}`);
}
