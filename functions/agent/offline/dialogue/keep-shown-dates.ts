import type { Phrases } from '../language/phrases.ts';
import { labelOf } from '../results/label-of.ts';
import type { Slot } from '../tools/slot.ts';
import type { Task, Waiting } from './task.ts';

/**
 * What was confirmed is what was shown. "in 2 hours" means another time when it is read again, so
 * dates are taken from the lines that the person said yes to.
 */
export function keepShownDates(waiting: Waiting, reply: string, phrases: Phrases): Waiting {
  if (waiting.kind !== 'confirmation') return waiting;
  const { task } = waiting;
  const dates = task.tool.slots.filter(
    (slot) => (slot.kind === 'date' || slot.kind === 'date-time') && task.values.has(slot.key),
  );
  return {
    ...waiting,
    task: dates.reduce((kept, slot) => keepDate(kept, slot, reply, phrases), task),
  };
}

function keepDate(task: Task, slot: Slot, reply: string, phrases: Phrases): Task {
  const lead = `- **${labelOf(slot.path.join(' '), phrases)}:** `;
  const line = reply.split('\n').findLast((candidate) => candidate.startsWith(lead));
  const shown = line?.slice(lead.length, lead.length + 20) ?? '';
  const match = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}) UTC)?/.exec(shown);
  if (!match) return task;
  const value = match[2] === undefined ? match[1] : `${match[1]}T${match[2]}:00Z`;
  const values = new Map(task.values).set(slot.key, slot.isList ? [value ?? ''] : (value ?? ''));
  return { ...task, values };
}
