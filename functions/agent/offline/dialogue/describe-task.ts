import type { JSONValue } from '@ai-sdk/provider';
import type { Phrases } from '../language/phrases.ts';
import { offlineLimits } from '../offline-limits.ts';
import { escapeMarkdown } from '../results/escape-markdown.ts';
import { formatValue } from '../results/format-value.ts';
import { labelOf } from '../results/label-of.ts';
import { nameTool } from '../results/name-tool.ts';
import type { Slot } from '../tools/slot.ts';
import type { Task } from './task.ts';

/** What is about to be done, with every value as it will be sent, and the question for a yes. */
export const describeTask = (task: Task, phrases: Phrases): string =>
  `${describeIntent(task, phrases)}\n\n${phrases.confirmQuestion}`;

/** What is about to be done, with every value as it will be sent. */
export function describeIntent(task: Task, phrases: Phrases): string {
  const lines = factLines(task, phrases).map(({ label, text }) => `- **${label}:** ${text}`);
  const list = lines.length > 0 ? `\n\n${lines.join('\n')}` : '';
  return `${phrases.confirmIntro(nameTool(task.tool))}${list}`;
}

interface FactLine {
  readonly label: string;
  readonly text: string;
}

const factLines = (task: Task, phrases: Phrases): readonly FactLine[] =>
  task.tool.slots.flatMap((slot): FactLine[] => {
    const value = task.values.get(slot.key);
    if (value === undefined || (slot.kind === 'last-name' && isFullNameShown(task))) return [];
    const shown = shownValue(slot, value, task, phrases);
    return shown === '' ? [] : [{ label: slotLabel(slot, phrases), text: shown }];
  });

/** A first and a last name are shown as one line. */
const isFullNameShown = ({ tool, values }: Task): boolean =>
  tool.slots.some((slot) => slot.kind === 'first-name' && values.has(slot.key)) &&
  tool.slots.some((slot) => slot.kind === 'last-name' && values.has(slot.key));

function slotLabel(slot: Slot, phrases: Phrases): string {
  if (slot.kind === 'first-name') return labelOf('name', phrases);
  // A record is shown by its name, so its line is called after the thing and not after the id.
  if (slot.kind === 'id' && slot.idNoun !== null) {
    return phrases.nounName(escapeMarkdown(slot.idNoun));
  }
  return labelOf(slot.path.join(' '), phrases);
}

function shownValue(slot: Slot, value: JSONValue, task: Task, phrases: Phrases): string {
  const targetName = task.targetNames.get(slot.key);
  if (targetName !== undefined) return escapeMarkdown(targetName);
  const text = formatValue(value, phrases, offlineLimits.textCharacters);
  if (slot.kind !== 'first-name' || !isFullNameShown(task)) return text;
  const last = task.tool.slots.find((other) => other.kind === 'last-name');
  return `${text} ${formatValue(last && task.values.get(last.key), phrases)}`;
}
