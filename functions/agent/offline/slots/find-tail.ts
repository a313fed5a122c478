import { isFiller } from '../language/filler-words.ts';
import { actionOf, nounOf } from '../language/lexicon.ts';
import { splitWords, type Word } from '../language/split-words.ts';
import { offlineLimits } from '../offline-limits.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';

/**
 * Where a message goes on after naming what is wanted: after "please create a new contact".
 * Words that join ("for", "named") are left to the reader of the tail.
 */
export function findTailStart(text: string, tool: ToolProfile): number {
  const words = splitWords(text).slice(0, offlineLimits.requestHeadWords);
  const isRequest = (word: Word) => actionOf(word.stem) !== null || isToolNoun(word, tool);
  const from = words.findIndex(isRequest);
  if (from === -1) return 0;
  const length = words.slice(from).findIndex((word) => !isHeadWord(word, tool));
  const head = length === -1 ? words.slice(from) : words.slice(from, from + length);
  // "create a task to call Bob": what follows the thing asked for is not part of the request.
  const last =
    head.findLast((word) => !word.isGap && isToolNoun(word, tool)) ??
    head.findLast((word) => actionOf(word.stem) !== null);
  return last?.end ?? 0;
}

const isHeadWord = (word: Word, tool: ToolProfile): boolean =>
  word.isGap || isFiller(word.stem) || actionOf(word.stem) !== null || isToolNoun(word, tool);

/** Whether a word names something the tool works on: "leads" for a tool that collects businesses. */
export const isToolNoun = (word: Word, tool: ToolProfile): boolean => {
  const noun = nounOf(word.stem);
  return (
    tool.nouns.includes(noun) ||
    tool.titleWords.has(noun) ||
    tool.slots.some((slot) => slot.idNoun === noun)
  );
};
