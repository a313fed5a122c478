import type { SlotKind } from '../tools/slot.ts';

/** A tool as phrases speak of it. */
export interface NamedTool {
  readonly title: string;
  /** "create", "update" or "delete" when the tool does no more than that to one thing. */
  readonly change: 'create' | 'update' | 'delete' | null;
  /** The thing it works on, a key of the lexicon or the word itself. */
  readonly noun: string | null;
}

/** A value to ask for. */
export interface Wanted {
  /** As people say it: "due date". */
  readonly name: string;
  readonly kind: SlotKind;
  readonly choices: readonly string[];
  /** The least and the most, for a number with both bounds. */
  readonly range: readonly [number, number] | null;
}

/**
 * Every sentence of the assistant. One object per language; nothing else holds words to be shown.
 * Arguments are escaped for Markdown already.
 */
export interface Phrases {
  readonly greeting: string;
  readonly thanks: string;
  readonly notUnderstood: string;
  readonly nothingWaiting: string;
  readonly nothingToCancel: string;
  readonly noTools: string;
  readonly toolsUnavailable: string;
  readonly cancelled: string;
  readonly whatIsNext: string;
  readonly helpHint: string;
  readonly skipHint: string;
  readonly confirmQuestion: string;
  readonly unclearAnswer: string;
  readonly waitingForApproval: string;
  readonly yes: string;
  readonly no: string;
  readonly nothingFound: string;

  abilities(lines: readonly string[], moreCount: number): string;
  cost(tokens: number): string;
  which(lines: readonly string[]): string;
  /** @param about whose values they are, such as a person's name */
  ask(wanted: readonly Wanted[], about: string | null): string;
  /** @param isNameEnough the record can be looked up, so that its id is not needed */
  askRecord(noun: string, isNameEnough: boolean): string;
  badValue(wanted: readonly Wanted[]): string;
  cannotFill(tool: NamedTool, names: readonly string[]): string;
  confirmIntro(tool: NamedTool): string;
  done(tool: NamedTool, subject: string | null): string;
  failed(tool: NamedTool, reason: string | null): string;
  declined(tool: NamedTool): string;
  recordMissing(noun: string, target: string): string;
  recordAmbiguous(noun: string, target: string, lines: readonly string[]): string;
  listed(noun: string | null, count: number): string;
  noneListed(noun: string | null): string;
  more(count: number): string;
  balance(available: number): string;
  /** A thing by itself, as a label. */
  nounName(noun: string): string;
  /** The label of a field, by its name in lower case without spaces; undefined when unknown. */
  fieldName(key: string): string | undefined;
}
