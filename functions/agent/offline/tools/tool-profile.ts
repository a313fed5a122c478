import type { Action } from '../language/lexicon.ts';
import type { Slot } from './slot.ts';

/** A tool as the assistant understands it: everything read from its name, texts and schema. */
export interface ToolProfile {
  readonly name: string;
  /** For people, such as "Create contact". */
  readonly title: string;
  readonly isReadOnly: boolean;
  /** The surrounding loop stops at an approval card, so the assistant need not ask. */
  readonly needsApproval: boolean;
  /** Tokens for one call, 0 when it is free. */
  readonly tokens: number;
  /** What it does, as its name says. */
  readonly action: Action | null;
  /** The word of its name that says so, such as `add` for the action `create`. */
  readonly actionWord: string | null;
  /** The things in its name. */
  readonly nouns: readonly string[];
  /** The thing it works on: the last of its nouns. */
  readonly head: string | null;
  readonly titleWords: ReadonlySet<string>;
  readonly descriptionWords: ReadonlySet<string>;
  readonly slotWords: ReadonlySet<string>;
  readonly slots: readonly Slot[];
}
