import type { JSONValue } from '@ai-sdk/provider';
import { maskText, withoutGaps } from '../language/mask-text.ts';
import type { Slot, SlotKind, SlotValues } from '../tools/slot.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { fitsSlot } from './fits-slot.ts';
import type { Found } from './found.ts';
import type { ReadContext } from './read-slot-value.ts';

/** Arguments being filled from one message. Each step takes what it understood out of `rest`. */
export interface Draft {
  readonly tool: ToolProfile;
  readonly context: ReadContext;
  readonly rest: string;
  readonly values: SlotValues;
  /** What the message calls the records to work on, by the slots for their ids. */
  readonly targets: ReadonlyMap<string, string>;
}

/** A message of which nothing has been understood yet. */
export const startDraft = (
  tool: ToolProfile,
  text: string,
  context: ReadContext,
  values: SlotValues = new Map(),
): Draft => ({ tool, context, rest: withoutGaps(text), values, targets: new Map() });

/** The slots without a value yet, of these kinds. */
export const emptySlots = (draft: Draft, ...kinds: readonly SlotKind[]): readonly Slot[] =>
  draft.tool.slots.filter((slot) => kinds.includes(slot.kind) && !draft.values.has(slot.key));

/** The slots for ids of records that have to be looked up. */
export const targetSlots = (draft: Draft): readonly Slot[] =>
  emptySlots(draft, 'id').filter((slot) => slot.isRequired && slot.idNoun !== null);

/** Sets a value if it keeps to the schema; a value for a list becomes its only item. */
export function setValue(draft: Draft, slot: Slot, value: JSONValue): Draft {
  if (!fitsSlot(slot, value)) return draft;
  return { ...draft, values: new Map(draft.values).set(slot.key, slot.isList ? [value] : value) };
}

export const mask = (draft: Draft, found: Found<unknown>): Draft => ({
  ...draft,
  rest: maskText(draft.rest, found.start, found.end),
});

/** Gives values to slots in order, and takes those that were given out of the text. */
export function assignInOrder(
  draft: Draft,
  slots: readonly Slot[],
  found: readonly Found<JSONValue>[],
): Draft {
  let result = draft;
  const left = [...found];
  for (const slot of slots) {
    const next = left.shift();
    if (!next) break;
    result = mask(setValue(result, slot, next.value), next);
  }
  return result;
}
