import type { Language } from '../language/language.ts';
import type { Phrases } from '../language/phrases.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';

/** What every decision may look at besides the messages. */
export interface Context {
  readonly tools: readonly ToolProfile[];
  readonly language: Language;
  readonly phrases: Phrases;
  /** Null: no clock was given. */
  readonly now: Date | null;
}
