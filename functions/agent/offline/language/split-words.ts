import { offlineLimits } from '../offline-limits.ts';
import { foldText } from './fold-text.ts';
import { gapCharacter } from './mask-text.ts';
import { stemWord } from './stem-word.ts';

/** A word of a message with where it stands, so that values keep the person's own spelling. */
export interface Word {
  readonly text: string;
  readonly folded: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** Punctuation that follows the word, such as "," or ":". */
  readonly after: string;
  /** Something that was understood already and taken out stands here. */
  readonly isGap: boolean;
}

const chunkPattern = new RegExp(`${gapCharacter}+|[^\\s${gapCharacter}]+`, 'gu');
const opening = /^[("'“”‘’«¿¡[*_`{<]+/u;
const closing = /[)"“”»\]*_`}>.,;:!?=]+$/u;

/** Words in order, at most {@link offlineLimits.messageWords}; gaps count as words. */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(chunkPattern)) {
    if (words.length >= offlineLimits.messageWords) break;
    words.push(toWord(match[0], match.index));
  }
  return words;
}

function toWord(chunk: string, index: number): Word {
  if (chunk.startsWith(gapCharacter)) {
    const end = index + chunk.length;
    return { text: '', folded: '', stem: '', start: index, end, after: '', isGap: true };
  }
  const lead = opening.exec(chunk)?.[0].length ?? 0;
  const body = chunk.slice(lead);
  // A bounded tail keeps the pattern from walking a long run of marks again and again.
  const tail = closing.exec(body.slice(-8))?.[0] ?? '';
  const text = body.slice(0, body.length - tail.length);
  const folded = foldText(text);
  const start = index + lead;
  const end = start + text.length;
  return { text, folded, stem: stemWord(folded), start, end, after: tail, isGap: false };
}
