import type { JSONObject, JSONValue } from '@ai-sdk/provider';

const nameFields = ['name', 'fullName', 'contactName', 'title', 'subject', 'displayName'];
const detailFields = ['email', 'phone', 'body', 'content', 'id'];

/** The name or title of a record, or null when it has none. */
export function properName(record: JSONObject): string | null {
  const first = textOf(record['firstName']);
  const last = textOf(record['lastName']);
  if (first !== null) return last === null ? first : `${first} ${last}`;
  return firstText(record, nameFields);
}

/** What to call a record: its name, or else the detail that tells most. */
export const nameRecord = (record: JSONObject): string | null =>
  properName(record) ?? firstText(record, detailFields);

const firstText = (record: JSONObject, fields: readonly string[]): string | null =>
  fields.map((field) => textOf(record[field])).find((text) => text !== null) ?? null;

/** Fields that the name is made of, and that need not be shown again beside it. */
export const isNameField = (field: string): boolean =>
  nameFields.includes(field) || field === 'firstName' || field === 'lastName';

const textOf = (value: JSONValue | undefined): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
