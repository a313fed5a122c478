import type { Slot } from '../tools/slot.ts';
import type { Task } from './task.ts';

/** Sets what the schema itself gives: constants, and defaults of what is required. */
export function withFixedValues(task: Task): Task {
  const fixed = task.tool.slots.flatMap((slot) =>
    slot.fixed !== undefined && slot.isRequired && isMissing(slot, task)
      ? [[slot.key, slot.fixed] as const]
      : [],
  );
  return fixed.length === 0 ? task : { ...task, values: new Map([...task.values, ...fixed]) };
}

/** Slots that have to be filled before the tool may be called. */
export const missingRequired = (task: Task): readonly Slot[] =>
  task.tool.slots.filter((slot) => slot.isRequired && isMissing(slot, task));

const isMissing = (slot: Slot, task: Task): boolean =>
  !task.values.has(slot.key) && isParentUsed(slot, task);

/** A field of an optional object is required only once another field of that object is set. */
const isParentUsed = (slot: Slot, task: Task): boolean =>
  slot.optionalParents.every((parent) =>
    [...task.values.keys()].some((key) => key.startsWith(`${parent}/`)),
  );

/**
 * Optional slots that are worth asking for once: whoever is created should be reachable, so a
 * tool that creates is given an e-mail address and a phone number if the person has them.
 */
export const missingContactDetails = (task: Task): readonly Slot[] =>
  task.tool.action === 'create' && !task.tool.isReadOnly
    ? task.tool.slots.filter(
        (slot) =>
          (slot.kind === 'email' || slot.kind === 'phone') &&
          !slot.isRequired &&
          !slot.isList &&
          slot.path.length === 1 &&
          !task.values.has(slot.key) &&
          !task.asked.has(slot.key) &&
          isFirstOfKind(slot, task),
      )
    : [];

const isFirstOfKind = (slot: Slot, { tool }: Task): boolean =>
  tool.slots.find((other) => other.kind === slot.kind) === slot;
