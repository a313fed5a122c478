import type { JSONValue } from '@ai-sdk/provider';

/** What a value of an argument looks like when a person writes it. */
export type SlotKind =
  | 'first-name'
  | 'last-name'
  | 'full-name'
  | 'email'
  | 'phone'
  | 'url'
  | 'date'
  | 'date-time'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'city'
  | 'state'
  | 'country'
  | 'place'
  | 'company'
  | 'id'
  /** What to search for. */
  | 'query'
  /** What something is about, in a few words. */
  | 'topic'
  /** What something is called. */
  | 'title'
  /** Free text that is passed on as it was written. */
  | 'content'
  | 'text'
  /** A shape that cannot be said in a sentence, such as a list of objects. */
  | 'unsupported';

/** One argument of a tool, or one field of an object among its arguments. */
export interface Slot {
  /** Unique within the tool. */
  readonly key: string;
  readonly path: readonly string[];
  /** The words of its own name, folded and stemmed: `dueDate` is `due`, `date`. */
  readonly words: readonly string[];
  /** Its name as people would write it: `dueDate` is `due date`. */
  readonly name: string;
  readonly kind: SlotKind;
  readonly isList: boolean;
  readonly isRequired: boolean;
  /** Keys of the optional objects it lies in: it is required only once one of their fields is set. */
  readonly optionalParents: readonly string[];
  readonly choices: readonly (string | number)[];
  readonly fixed: JSONValue | undefined;
  readonly minimum: number;
  readonly maximum: number;
  readonly minLength: number;
  readonly maxLength: number;
  readonly pattern: string | null;
  /** The thing an id belongs to, such as `contact` for `contactId`. */
  readonly idNoun: string | null;
}

/** Values of slots by their keys. */
export type SlotValues = ReadonlyMap<string, JSONValue>;
