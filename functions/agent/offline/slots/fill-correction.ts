import type { SlotValues } from '../tools/slot.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { startDraft } from './draft.ts';
import type { ReadContext } from './read-slot-value.ts';
import { takeKeyed } from './take-keyed.ts';
import { takeDates, takeEmails, takePhones } from './take-formed.ts';

/**
 * Reads a correction of values that were shown: "change the email to x", "no, the phone is y", or
 * the bare new value. Null when the message changes nothing.
 */
export function fillCorrection(
  tool: ToolProfile,
  values: SlotValues,
  text: string,
  context: ReadContext,
): SlotValues | null {
  const start = startDraft(tool, text, context);
  const keyed = takeKeyed(start, true);
  const bare = [takeEmails, takeDates, takePhones].reduce((draft, step) => step(draft), keyed);
  const changed = [...bare.values].filter(([key, value]) => !isSame(values.get(key), value));
  return changed.length === 0 ? null : new Map([...values, ...changed]);
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
