import type { JSONValue } from '@ai-sdk/provider';
import { offlineLimits } from '../offline-limits.ts';
import type { Slot } from '../tools/slot.ts';

/** Whether one value (of a list: one item) keeps to what the schema asks of it. */
export function fitsSlot(slot: Slot, value: JSONValue): boolean {
  if (slot.choices.length > 0) return slot.choices.some((choice) => choice === value);
  if (typeof value === 'number') return value >= slot.minimum && value <= slot.maximum;
  if (typeof value !== 'string') return true;
  const isLong = value.length >= Math.max(1, slot.minLength) && value.length <= slot.maxLength;
  return isLong && matchesPattern(slot.pattern, value);
}

/**
 * A pattern comes from a tool server and may be one that takes for ever. Only plain ones are
 * tried: no repeated group, no look-around, at most two open repeats. The tool checks the others.
 */
function matchesPattern(pattern: string | null, value: string): boolean {
  if (pattern === null || !isPlainPattern(pattern)) return true;
  if (value.length > offlineLimits.patternValueCharacters) return true;
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true; // Not a pattern of ours; the tool that wrote it will know.
  }
}

const riskyParts = /\)[*+{?]|\(\?|\\\d|\\k/;
const openRepeats = /[*+]|\{\d*,\}/g;

const isPlainPattern = (pattern: string): boolean =>
  pattern.length <= offlineLimits.patternCharacters &&
  !riskyParts.test(pattern) &&
  [...pattern.matchAll(openRepeats)].length <= 2;
