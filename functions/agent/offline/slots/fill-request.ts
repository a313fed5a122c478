import type { SlotValues } from '../tools/slot.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { type Draft, startDraft } from './draft.ts';
import type { ReadContext } from './read-slot-value.ts';
import { takeKeyed } from './take-keyed.ts';
import { takeNames } from './take-names.ts';
import { takeTargets } from './take-targets.ts';
import { takeText } from './take-text.ts';
import { takeChoices } from './take-choices.ts';
import { takeDates, takeEmails, takePhones, takeQuotes, takeUrls } from './take-formed.ts';
import { takeLists } from './take-lists.ts';
import { takeNumbers } from './take-numbers.ts';
import { takeCompany, takePlace } from './take-places.ts';

/** What one message gave: values by slot, and what it calls the records to work on. */
export interface Filling {
  readonly values: SlotValues;
  readonly targets: ReadonlyMap<string, string>;
}

/**
 * Order matters: what is certain is taken out before what is vague looks. Dates come before phone
 * numbers, as both are digits with dashes; text comes last and gets what is left.
 */
const steps: readonly ((draft: Draft) => Draft)[] = [
  takeQuotes,
  takeUrls,
  takeTargets,
  takeEmails,
  takeDates,
  takePhones,
  takeChoices,
  takeLists,
  takePlace,
  takeCompany,
  takeNumbers,
  takeNames,
  takeText,
];

/** Reads the arguments of a tool out of the message that asks for it. */
export function fillRequest(tool: ToolProfile, text: string, context: ReadContext): Filling {
  const start = startDraft(tool, text, context);
  const isChange = tool.action === 'update';
  const draft = steps.reduce((result, step) => step(result), takeKeyed(start, isChange));
  return { values: draft.values, targets: draft.targets };
}
