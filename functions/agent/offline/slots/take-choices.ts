import { emptySlots, mask, type Draft } from './draft.ts';
import type { Found } from './found.ts';
import { findChoices } from './find-choices.ts';

/** Takes values that the schema lists, wherever they are named: "on facebook and instagram". */
export function takeChoices(draft: Draft): Draft {
  return emptySlots(draft, 'choice').reduce((result, slot) => {
    const found = findChoices(slot, result.rest);
    const taken = slot.isList ? found : found.slice(0, 1);
    if (taken.length === 0) return result;
    const values = taken.map(({ value }) => value);
    const value = slot.isList ? values : (values[0] ?? null);
    const masked = isPartOfText(result, taken) ? result : maskRun(result, taken);
    return { ...masked, values: new Map(masked.values).set(slot.key, value) };
  }, draft);
}

/**
 * Whether choices stand inside a text that is still to be taken: "visit our facebook page" names a
 * platform and needs every word, "..., on facebook" does not.
 */
function isPartOfText(draft: Draft, taken: readonly Found<unknown>[]): boolean {
  if (emptySlots(draft, 'content').length === 0) return false;
  const before = draft.rest.slice(0, taken[0]?.start ?? 0);
  const after = draft.rest.slice(taken.at(-1)?.end ?? 0);
  return (
    !/(?:^|[,\n]|\s(?:on|to|in|en|a))\s*$/iu.test(before.slice(-20)) && /^\s*\p{L}/u.test(after)
  );
}

/** Takes out "facebook and instagram" with the word that joins the two. */
const maskRun = (draft: Draft, taken: readonly Found<unknown>[]): Draft =>
  taken.reduce((result, found, index) => {
    const before = index === 0 ? undefined : taken[index - 1]?.end;
    const isJoined =
      before !== undefined && /^\s*(?:,|and|y|&)\s*$/iu.test(draft.rest.slice(before, found.start));
    return mask(result, isJoined ? { ...found, start: before } : found);
  }, draft);
