import type { JSONValue } from '@ai-sdk/provider';
import { escapeMarkdown } from '../results/escape-markdown.ts';
import { nameTool } from '../results/name-tool.ts';
import type { Slot } from '../tools/slot.ts';
import { offlineLimits } from '../offline-limits.ts';
import { askFor } from './ask-for.ts';
import { buildInput } from './build-input.ts';
import type { Context } from './context.ts';
import { describeIntent, describeTask } from './describe-task.ts';
import { findLookup } from './find-lookup.ts';
import { matchRecords } from './match-records.ts';
import { missingContactDetails, missingRequired, withFixedValues } from './missing-slots.ts';
import { numberedLines } from './numbered-lines.ts';
import { say, type Candidate, type Move, type Task } from './task.ts';

/**
 * The next step of a task: ask for what is missing, look up the record it is about, ask for a yes,
 * or call the tool. Only a call that cannot change anything unasked goes without a yes: one that
 * reads, or one that the surrounding loop stops at an approval.
 */
export function advanceTask(context: Context, started: Task): Move {
  const task = withFixedValues(started);
  const required = missingRequired(task);
  const unfillable = required.filter((slot) => slot.kind === 'unsupported');
  if (unfillable.length > 0) {
    const names = unfillable.map((slot) => escapeMarkdown(slot.name));
    return say(context.phrases.cannotFill(nameTool(task.tool), names));
  }
  const records = required.filter((slot) => slot.idNoun !== null);
  const called = records.find((slot) => task.targets.has(slot.key));
  const uncalled = records.find((slot) => !task.targets.has(slot.key));
  const missing = [
    // One record at a time: an answer has to say which of two it means.
    ...(uncalled ? [uncalled] : []),
    ...required.filter((slot) => slot.idNoun === null),
    ...missingContactDetails(task),
  ];
  if (missing.length > 0) return askFor(context, task, missing);
  return called ? lookUp(context, task, called) : finishTask(context, task);
}

function finishTask(context: Context, task: Task): Move {
  if (task.tool.isReadOnly) return callTool(task);
  if (task.tool.needsApproval) return callTool(task, leadOf(context, task));
  return say(describeTask(task, context.phrases), { kind: 'confirmation', task });
}

/** An approval card shows ids as they are sent, so the record behind one is named first. */
const leadOf = ({ phrases }: Context, task: Task): string | null =>
  task.targetNames.size > 0 ? describeIntent(task, phrases) : null;

export const callTool = (task: Task, lead: string | null = null): Move => ({
  kind: 'call',
  tool: task.tool,
  input: buildInput(task),
  lead,
  purpose: 'act',
  task,
});

/** Looks up the id. Without a tool for that the id itself is asked for, and then believed. */
function lookUp(context: Context, task: Task, slot: Slot): Move {
  const target = task.targets.get(slot.key) ?? '';
  const lookup = findLookup(context.tools, slot.idNoun ?? '', target, buildInput(task));
  if (lookup) return { kind: 'call', ...lookup, lead: null, purpose: 'find-record', task };
  const isId = task.asked.has(slot.key) && /^\S{1,128}$/u.test(target);
  return isId
    ? advanceTask(context, withId(task, slot, target, null))
    : askFor(context, withoutTarget(task, slot), [slot]);
}

const withoutTarget = (task: Task, slot: Slot): Task => ({
  ...task,
  targets: new Map([...task.targets].filter(([key]) => key !== slot.key)),
});

const withId = (task: Task, slot: Slot, id: string, name: string | null): Task => ({
  ...withoutTarget(task, slot),
  values: new Map(task.values).set(slot.key, slot.isList ? [id] : id),
  targetNames: name === null ? task.targetNames : new Map(task.targetNames).set(slot.key, name),
});

/** The record that is looked up next: the first whose id is missing and that has been called. */
const nextTarget = (task: Task): Slot | undefined =>
  missingRequired(task).find((slot) => task.targets.has(slot.key));

/** Goes on after a look-up: with the one record, with a question, or by saying there is none. */
export function continueWithRecords(context: Context, task: Task, answer: JSONValue): Move {
  const slot = nextTarget(task);
  const target = task.targets.get(slot?.key ?? '') ?? '';
  const noun = slot?.idNoun ?? '';
  const candidates = matchRecords(answer, noun, target).slice(0, offlineLimits.choiceCount);
  const only = candidates[0];
  if (!only) {
    return say(context.phrases.recordMissing(escapeMarkdown(noun), escapeMarkdown(target)));
  }
  if (candidates.length === 1) return continueWithRecord(context, task, only);
  const lines = numberedLines(
    candidates.map(
      ({ name, details }) => `**${escapeMarkdown(name)}**${details && ` – ${details}`}`,
    ),
  );
  return say(context.phrases.recordAmbiguous(escapeMarkdown(noun), escapeMarkdown(target), lines), {
    kind: 'record',
    task,
    candidates,
  });
}

/** Goes on with the record that was meant. */
export function continueWithRecord(context: Context, task: Task, record: Candidate): Move {
  const slot = nextTarget(task);
  if (!slot) return finishTask(context, task);
  return advanceTask(context, withId(task, slot, record.id, record.name));
}
