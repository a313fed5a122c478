import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { isRecord } from '../results/find-records.ts';
import type { Slot } from '../tools/slot.ts';
import type { Task } from './task.ts';

/** The arguments of a task as its schema nests them. */
export const buildInput = ({ tool, values }: Task): JSONObject =>
  tool.slots.reduce<JSONObject>((input, slot) => {
    const value = values.get(slot.key);
    return value === undefined ? input : setAt(input, slot.path, value);
  }, {});

function setAt(input: JSONObject, path: Slot['path'], value: JSONValue): JSONObject {
  const [name, ...rest] = path;
  if (name === undefined) return input;
  const inner = input[name];
  if (rest.length === 0) {
    // An object that is there already keeps its fields.
    return {
      ...input,
      [name]: isRecord(value) && isRecord(inner) ? { ...value, ...inner } : value,
    };
  }
  return { ...input, [name]: setAt(isRecord(inner) ? inner : {}, rest, value) };
}
