import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { offlineLimits } from '../offline-limits.ts';

export const isRecord = (value: JSONValue | undefined): value is JSONObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The list an answer is about: the first one within it, wherever it stands; null without one. */
export function findList(value: JSONValue | undefined): readonly JSONValue[] | null {
  let level: (JSONValue | undefined)[] = [value];
  for (let depth = 0; depth < offlineLimits.resultDepth; depth += 1) {
    const list = level.find((candidate): candidate is JSONValue[] => Array.isArray(candidate));
    if (list) return list.slice(0, offlineLimits.recordCount);
    level = level.filter(isRecord).flatMap((record) => Object.values(record));
  }
  return null;
}

/** The records in an answer: its list, or the one record that it is or holds. */
export function findRecords(value: JSONValue): readonly JSONObject[] {
  const list = findList(value);
  if (list) return list.filter(isRecord);
  const record = findRecord(value);
  return record ? [record] : [];
}

/** An answer that holds nothing but one record stands for it: `{contact: {...}}`. */
export function findRecord(value: JSONValue | undefined): JSONObject | null {
  if (!isRecord(value)) return null;
  const inner = Object.values(value).filter(isRecord);
  const plain = Object.values(value).filter((field) => typeof field === 'string');
  return inner.length === 1 && inner[0] && plain.length <= 1 ? inner[0] : value;
}
