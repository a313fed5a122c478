import type { Slot, SlotKind } from '../tools/slot.ts';
import { setValue, type Draft } from './draft.ts';

const nameKinds: readonly SlotKind[] = ['first-name', 'last-name', 'full-name'];

/** Whether the tool takes a person's name. */
export const hasNameSlots = (slots: readonly Slot[]): boolean =>
  slots.some((slot) => nameKinds.includes(slot.kind));

/**
 * Gives a person's name to the slots for it: split at the first space where there is one for the
 * first name, whole otherwise. Replaces a name that was there.
 */
export function assignName(draft: Draft, name: string): Draft {
  const slotOf = (kind: SlotKind) => draft.tool.slots.find((slot) => slot.kind === kind);
  const first = slotOf('first-name');
  const last = slotOf('last-name');
  const full = slotOf('full-name');
  const [firstName = name, ...others] = name.split(' ');
  let result = draft;
  if (full && (full.isRequired || !first)) result = setValue(result, full, name);
  if (first) result = setValue(result, first, last ? firstName : name);
  if (last && first && others.length > 0) result = setValue(result, last, others.join(' '));
  return result;
}
