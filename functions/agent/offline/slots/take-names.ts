import { emptySlots, mask, type Draft } from './draft.ts';
import { assignName } from './assign-name.ts';
import { findName } from './find-name.ts';
import { findTailStart } from './find-tail.ts';
import { gapCharacter } from '../language/mask-text.ts';

/**
 * Takes a person's name that follows the request: "create contact Lina Rosalex". Where a record is
 * worked on, such a name says which one, and is no new value.
 */
export function takeNames(draft: Draft): Draft {
  const isAboutRecord = draft.tool.slots.some((slot) => slot.kind === 'id' && slot.isRequired);
  if (isAboutRecord || emptySlots(draft, 'first-name', 'full-name').length === 0) return draft;
  const start = findTailStart(draft.rest, draft.tool);
  const found = findName(draft.rest.slice(start));
  if (!found || isBeyondGap(draft.rest, start + found.start)) return draft;
  const place = { ...found, start: start + found.start, end: start + found.end };
  return mask(assignName(draft, found.value), place);
}

/** A name after two other values is more likely something else: a remark or a company. */
const isBeyondGap = (text: string, index: number): boolean =>
  text
    .slice(0, index)
    .split(new RegExp(`${gapCharacter}+`, 'u'))
    .filter((part) => part.trim() !== '').length > 2;
