import type { JSONObject } from '@ai-sdk/provider';
import type { Slot } from '../tools/slot.ts';
import type { Wanted } from '../language/phrases.ts';
import { escapeMarkdown } from '../results/escape-markdown.ts';
import { properName } from '../results/name-record.ts';
import { buildInput } from './build-input.ts';
import { findLookup } from './find-lookup.ts';
import type { Context } from './context.ts';
import { say, type Move, type Task } from './task.ts';

/** Asks for several values in one sentence, and waits for the answer. */
export function askFor(context: Context, task: Task, slots: readonly Slot[], lead = ''): Move {
  // Asked for together with what is required, optional values are easily passed over: then they
  // are asked for once more on their own.
  const isOptional = slots.every((slot) => !slot.isRequired);
  const settled = slots.filter((slot) => isOptional || slot.idNoun !== null);
  const asked = new Set([...task.asked, ...settled.map((slot) => slot.key)]);
  const asking = { ...task, asked };
  const question = lead + questionFor(context, task, slots);
  return say(question, { kind: 'answer', task: asking, slotKeys: slots.map((slot) => slot.key) });
}

function questionFor(context: Context, task: Task, slots: readonly Slot[]): string {
  const { phrases, tools } = context;
  const values = slots.filter((slot) => slot.idNoun === null);
  const record = slots.find((slot) => slot.idNoun !== null)?.idNoun;
  const canLookUp = record != null && findLookup(tools, record, '', knownOf(task)) !== null;
  const hint = slots.some((slot) => !slot.isRequired) ? phrases.skipHint : '';
  return [
    record ? phrases.askRecord(escapeMarkdown(record), canLookUp) : '',
    values.length > 0 ? phrases.ask(values.map(toWanted), ownerOf(task, values)) : '',
    hint,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** What a look-up will know by then: a record that is called by its name is looked up first. */
const knownOf = (task: Task): JSONObject => ({
  ...Object.fromEntries(task.targets),
  ...buildInput(task),
});

export const toWanted = (slot: Slot): Wanted => ({
  name: escapeMarkdown(slot.name),
  kind: slot.kind,
  choices: slot.choices.slice(0, 12).map((choice) => escapeMarkdown(String(choice))),
  range: isBounded(slot) ? [slot.minimum, slot.maximum] : null,
});

const isBounded = (slot: Slot): boolean =>
  (slot.kind === 'integer' || slot.kind === 'number') &&
  Number.isFinite(slot.minimum) &&
  Number.isFinite(slot.maximum);

/** Whose phone number it is, when a person's name is known and the question is about a person. */
function ownerOf(task: Task, slots: readonly Slot[]): string | null {
  const isPersonal = slots.every((slot) => slot.kind === 'email' || slot.kind === 'phone');
  const name = isPersonal ? properName(buildInput(task)) : null;
  return name === null ? null : escapeMarkdown(name);
}
