import type { LanguageModelV4CallOptions, LanguageModelV4FunctionTool } from '@ai-sdk/provider';
import * as z from 'zod';
import { foldText } from '../language/fold-text.ts';
import { isFiller } from '../language/filler-words.ts';
import { actionOf, isGeneralAction, isKnownNoun, nounOf } from '../language/lexicon.ts';
import { stemWord } from '../language/stem-word.ts';
import { offlineLimits } from '../offline-limits.ts';
import { readSlots } from './read-slots.ts';
import { splitIdentifier } from './split-identifier.ts';
import type { ToolProfile } from './tool-profile.ts';

/** What the product says about a tool beyond its schema. A tool without it counts as a write. */
const hintsSchema = z.object({
  title: z.string().optional().catch(undefined),
  isReadOnly: z.boolean().catch(false),
  needsApproval: z.boolean().catch(false),
  tokens: z.number().min(0).catch(0),
});

/** The tools that can be called, at most {@link offlineLimits.toolCount}. */
export const readTools = (tools: LanguageModelV4CallOptions['tools']): readonly ToolProfile[] =>
  (tools ?? [])
    .filter((tool) => tool.type === 'function')
    .slice(0, offlineLimits.toolCount)
    .map(readTool);

function readTool(tool: LanguageModelV4FunctionTool): ToolProfile {
  const hints = hintsSchema.safeParse(tool.providerOptions?.['copilot']).data;
  const named = readName(tool.name);
  const slots = readSlots(tool.inputSchema, named.head);
  return {
    name: tool.name,
    title: hints?.title?.trim() || titleOf(tool.name),
    isReadOnly: hints?.isReadOnly ?? false,
    needsApproval: hints?.needsApproval ?? false,
    tokens: hints?.tokens ?? 0,
    ...named,
    titleWords: nounsOf(splitIdentifier(hints?.title ?? '')),
    descriptionWords: nounsOf(splitIdentifier(tool.description ?? '')),
    slotWords: new Set(slots.flatMap((slot) => slot.words.map(nounOf))),
    slots,
  };
}

const stemsOf = (words: readonly string[]) => words.map((word) => stemWord(foldText(word)));

const nounsOf = (words: readonly string[]): ReadonlySet<string> =>
  new Set(
    stemsOf(words)
      .filter((stem) => !isFiller(stem))
      .map(nounOf),
  );

function readName(name: string) {
  const words = splitIdentifier(name);
  const stems = stemsOf(words);
  const actionIndex = findAction(stems);
  const others = stems.filter((stem, index) => index !== actionIndex && !isFiller(stem));
  const nouns = [...new Set(others.map(nounOf))];
  // `contacts_get-all-tasks` works on tasks: what stands last is the thing itself.
  const last = others.at(-1);
  return {
    action: actionIndex === -1 ? null : (actionOf(stems[actionIndex] ?? '') ?? null),
    actionWord: words[actionIndex] ?? null,
    nouns,
    head: last === undefined ? null : nounOf(last),
  };
}

/**
 * Which word of a name is its verb. "find", "update" and "delete" are never things; then a telling
 * verb such as "schedule" counts before "create", unless it is a thing too, as in `create_call`.
 */
function findAction(stems: readonly string[]): number {
  const actions = stems.map(actionOf);
  const certain = actions.findIndex(
    (action) => action === 'find' || action === 'update' || action === 'delete',
  );
  if (certain !== -1) return certain;
  const creating = actions.indexOf('create');
  const telling = stems.findIndex(
    (stem, index) =>
      actions[index] !== null &&
      actions[index] !== undefined &&
      !isGeneralAction(actions[index]) &&
      (creating === -1 || !isKnownNoun(stem)),
  );
  return telling === -1 ? creating : telling;
}

/** `contacts_create-contact` reads "Create contact": what stands before `_` is only a group. */
function titleOf(name: string): string {
  const ownName = name.includes('-') ? (name.split('_').at(-1) ?? name) : name;
  const words = splitIdentifier(ownName).join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
