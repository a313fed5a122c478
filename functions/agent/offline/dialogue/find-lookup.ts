import type { SlotKind, Slot } from '../tools/slot.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import type { JSONObject } from '@ai-sdk/provider';

/** A call that can tell the id of a record from what a person calls it. */
interface Lookup {
  readonly tool: ToolProfile;
  readonly input: JSONObject;
}

const searchKinds: readonly SlotKind[] = ['query', 'full-name', 'title'];

/**
 * The read-only tool that finds records of a noun: one that searches, or else one that lists them.
 * Null when the session has none.
 * @param known values of the task by their names, for a tool that needs them: to find a task of a
 *   contact, the contact has to be known
 */
export function findLookup(
  tools: readonly ToolProfile[],
  noun: string,
  target: string,
  known: JSONObject,
): Lookup | null {
  const finders = tools.filter(
    (tool) => tool.isReadOnly && tool.head === noun && isOpen(tool, known),
  );
  const tool = finders.find((finder) => searchSlot(finder)) ?? finders[0];
  if (!tool) return null;
  const search = searchSlot(tool)?.path[0];
  const needed = requiredNames(tool).filter((name) => name !== search);
  const input = Object.fromEntries(needed.map((name) => [name, known[name]]));
  return { tool, input: search === undefined ? input : { ...input, [search]: target } };
}

const requiredNames = (tool: ToolProfile): readonly string[] =>
  tool.slots.filter((slot) => slot.isRequired).map((slot) => slot.path.join('/'));

const searchSlot = (tool: ToolProfile): Slot | undefined =>
  searchKinds
    .map((kind) => tool.slots.find((slot) => isSearchable(slot) && slot.kind === kind))
    .find((slot) => slot !== undefined);

const isSearchable = (slot: Slot): boolean => slot.path.length === 1 && !slot.isList;

/** A tool that requires anything else than the search text has to be given it by the task. */
const isOpen = (tool: ToolProfile, known: JSONObject): boolean =>
  requiredNames(tool).every(
    (name) => name === searchSlot(tool)?.path[0] || Object.hasOwn(known, name),
  );
