import { isGeneralAction, isKnownNoun, kindredActions, type Action } from '../language/lexicon.ts';
import { stemWord } from '../language/stem-word.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import type { Request } from './read-request.ts';

/** How much each agreement or disagreement between a message and a tool counts. */
const weights = {
  head: 4,
  /** A person is named where the tool works on contacts. */
  impliedHead: 2,
  noun: 1.5,
  titleWord: 2,
  titleMost: 4,
  descriptionWord: 0.75,
  descriptionMost: 3,
  slotWord: 0.5,
  slotMost: 1,
  action: 3,
  /** "call", "publish": a verb that says what is wanted without a noun. */
  tellingAction: 4,
  /** "add" for a tool named `add-...`, rather than for any that creates. */
  sameWord: 0.5,
  kindredAction: 1,
  /** No verb, and the tool only reads: "my tasks". */
  impliedFind: 1.5,
  /** No verb, but the tool changes something. */
  unaskedChange: -1.5,
  otherAction: -4,
  headMissing: -2,
  /** One record is wanted by its id, but a message seldom has one; a name may be looked up. */
  idUnknown: -1,
  idFindable: -0.5,
  dateTaken: 2.5,
  dateUnused: -2,
} as const;

/** How well a tool answers a request; 0 or less when they have no word in common. */
export function scoreTool(tool: ToolProfile, request: Request): number {
  const things = scoreThings(tool, request);
  const action = scoreAction(tool, request);
  const isVerbEnough =
    request.action !== null && request.action === tool.action && !isGeneralAction(request.action);
  if (things <= 0 && !isVerbEnough) return 0;
  return things + action + scoreFit(tool, request);
}

const count = (words: ReadonlySet<string>, request: Request, tool: ToolProfile): number =>
  [...words].filter((word) => request.nouns.has(word) && !tool.nouns.includes(word)).length;

function scoreThings(tool: ToolProfile, request: Request): number {
  const named = tool.nouns.filter((noun) => noun !== tool.head && request.nouns.has(noun)).length;
  const words =
    named * weights.noun +
    Math.min(weights.titleMost, count(tool.titleWords, request, tool) * weights.titleWord) +
    Math.min(
      weights.descriptionMost,
      count(tool.descriptionWords, request, tool) * weights.descriptionWord,
    ) +
    Math.min(weights.slotMost, count(tool.slotWords, request, tool) * weights.slotWord);
  return words + scoreHead(tool, request, words > 0, named > 0);
}

function scoreHead(
  tool: ToolProfile,
  request: Request,
  hasWords: boolean,
  isNamed: boolean,
): number {
  if (tool.head === null) return 0;
  if (request.nouns.has(tool.head)) return weights.head;
  const isImplied = request.hasPerson && !request.hasThing && request.action !== null;
  if (tool.head === 'contact' && isImplied) return weights.impliedHead;
  // A name such as `x1` says nothing, so nothing is missing when a message does not say it.
  return isNamed || (hasWords && isKnownNoun(tool.head)) ? weights.headMissing : 0;
}

function scoreAction(tool: ToolProfile, request: Request): number {
  if (request.action === null) {
    return tool.isReadOnly ? weights.impliedFind : weights.unaskedChange;
  }
  if (request.action === tool.action) {
    const sameWord = request.actionStem === stemWord(tool.actionWord ?? '') ? weights.sameWord : 0;
    return (isGeneralAction(request.action) ? weights.action : weights.tellingAction) + sameWord;
  }
  if (tool.action === null) {
    return request.action === 'find' && tool.isReadOnly ? weights.impliedFind : 0;
  }
  const isThing = tool.action === 'create' && request.action === tool.head;
  const isKindred =
    areKindred(request.action, tool.action) || areKindred(tool.action, request.action);
  return isThing || isKindred ? weights.kindredAction : weights.otherAction;
}

const areKindred = (one: Action, other: Action): boolean =>
  kindredActions[one]?.includes(other) ?? false;

/** Whether the values in the message are ones the tool could use. */
function scoreFit(tool: ToolProfile, request: Request): number {
  const isOneRecord = tool.slots.some((slot) => slot.kind === 'id' && slot.isRequired);
  const idWeight = request.hasPerson ? weights.idFindable : weights.idUnknown;
  const id = isOneRecord && tool.action === 'find' ? idWeight : 0;
  if (!request.hasDate || tool.isReadOnly) return id;
  const dates = tool.slots.filter((slot) => slot.kind === 'date' || slot.kind === 'date-time');
  if (dates.some((slot) => slot.isRequired)) return id + weights.dateTaken;
  return dates.length === 0 ? id + weights.dateUnused : id;
}
