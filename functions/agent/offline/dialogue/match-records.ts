import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { foldText } from '../language/fold-text.ts';
import { escapeMarkdown } from '../results/escape-markdown.ts';
import { findRecords } from '../results/find-records.ts';
import { nameRecord } from '../results/name-record.ts';
import type { Candidate } from './task.ts';

/**
 * The records of an answer that a person could mean by `target`: all its words occur in them. A
 * record of exactly that name is meant alone.
 */
export function matchRecords(
  answer: JSONValue,
  noun: string,
  target: string,
): readonly Candidate[] {
  const words = foldText(target)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const candidates = findRecords(answer).flatMap((record) => {
    const id = idOf(record, noun);
    const text = foldText(textsOf(record).join(' '));
    return id !== null && words.every((word) => text.includes(word))
      ? [toCandidate(record, id)]
      : [];
  });
  const exact = candidates.filter((candidate) => foldText(candidate.name) === words.join(' '));
  return exact.length === 1 ? exact : candidates;
}

function idOf(record: JSONObject, noun: string): string | null {
  const ids = [record['id'], record[`${noun}Id`], record[`${noun}_id`], record['_id']];
  const id = ids.find((value) => typeof value === 'string' || typeof value === 'number');
  return id === undefined || id === '' ? null : String(id);
}

/** The texts of a record and of its parts, as far as people see them. */
function textsOf(record: JSONObject): readonly string[] {
  const own = [nameRecord(record) ?? '', ...Object.values(record).flatMap(shallowTexts)];
  return own.slice(0, 60);
}

const shallowTexts = (value: JSONValue | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((part) => typeof part === 'string') : [];
};

function toCandidate(record: JSONObject, id: string): Candidate {
  const name = nameRecord(record) ?? id;
  const details = ['email', 'phone', 'companyName', 'status', 'dueDate']
    .map((field) => record[field])
    .filter((value) => typeof value === 'string')
    .filter((value) => value !== name)
    .map((value) => escapeMarkdown(value));
  return { id, name, details: details.join(', ') };
}
