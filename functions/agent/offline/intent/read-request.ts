import {
  actionOf,
  isGeneralAction,
  isKnownNoun,
  nounOf,
  type Action,
} from '../language/lexicon.ts';
import { isFiller } from '../language/filler-words.ts';
import { splitWords, type Word } from '../language/split-words.ts';
import { offlineLimits } from '../offline-limits.ts';

/** What a message asks for, before any tool is looked at. */
export interface Request {
  /** The verb that counts, or null when there is none. */
  readonly action: Action | null;
  /** The verb as written, stemmed: "add" and "create" are one action but two words. */
  readonly actionStem: string | null;
  /** The things named, and every other telling word. */
  readonly nouns: ReadonlySet<string>;
  /** Someone is named, or an e-mail address or phone number is given. */
  readonly hasPerson: boolean;
  readonly hasDate: boolean;
  /** A thing is named that is no detail of a person: with "notes of Lina" no contact is wanted. */
  readonly hasThing: boolean;
}

const personal = new Set(['contact', 'email', 'phone', 'business']);

/** Question words ask to find something, whatever verb follows: "which contact did I call?". */
const questionWords = new Set(
  'what which who whose where how que cual quien cuanto cuanta cuantos cuantas cuales'.split(' '),
);

/**
 * Reads the start of a message: up to the first colon, line end or quoted text, as what follows is
 * content. "add a note to Lina: call her tomorrow" asks for a note, not for a call.
 * @param masked the message with e-mail addresses, numbers and dates taken out
 */
export function readRequest(
  masked: string,
  found: { readonly hasPerson: boolean; readonly hasDate: boolean },
): Request {
  const words = headOf(splitWords(masked));
  const verb = findVerb(words);
  const others = words.filter((word) => word !== verb && word.stem !== '');
  const nouns = new Set(
    others.filter((word) => !isFiller(word.stem)).map((word) => nounOf(word.stem)),
  );
  // "call Lina" names a call as well.
  if (verb && isKnownNoun(verb.stem)) nouns.add(nounOf(verb.stem));
  return {
    action: verb ? actionOf(verb.stem) : null,
    actionStem: verb?.stem ?? null,
    nouns,
    hasPerson: found.hasPerson || namesSomeone(words, verb),
    hasDate: found.hasDate,
    hasThing: others.some(({ stem }) => isKnownNoun(stem) && !personal.has(nounOf(stem))),
  };
}

function headOf(words: readonly Word[]): readonly Word[] {
  const head = words.slice(0, offlineLimits.requestHeadWords);
  const end = head.findIndex((word) => word.after.includes(':'));
  return end === -1 ? head : head.slice(0, end + 1);
}

/** The first verb; but "make a call" is about the call, and a question finds something. */
function findVerb(words: readonly Word[]): Word | undefined {
  const first = words.findIndex(
    // "que" asks at the start and joins elsewhere: "anota que Lina llamó".
    (word, index) => actionOf(word.stem) !== null && (index === 0 || word.stem !== 'que'),
  );
  const verb = words[first];
  if (!verb || actionOf(verb.stem) !== 'create' || questionWords.has(verb.stem)) return verb;
  const next = words.slice(first + 1).find((word) => !isFiller(word.stem));
  const nextAction = next ? actionOf(next.stem) : null;
  return nextAction !== null && !isGeneralAction(nextAction) && next?.stem === 'call' ? next : verb;
}

const capitalised = /^\p{Lu}\p{L}+/u;
/** Verbs that hardly anybody uses without saying whom or what: "find bob", "delete bob". */
const pointingVerbs = new Set(
  'find search lookup delete buscar busca buscame encuentra borrar borra eliminar elimina'.split(
    ' ',
  ),
);

/**
 * Whether someone seems to be named: a word with a capital that begins no sentence and names
 * nothing else, or whatever such a verb points at.
 */
const namesSomeone = (words: readonly Word[], verb: Word | undefined): boolean =>
  (verb !== undefined && pointingVerbs.has(verb.stem) && words.at(-1) !== verb) ||
  words.some(
    (word, index) =>
      index > 0 &&
      capitalised.test(word.text) &&
      actionOf(word.stem) === null &&
      !isKnownNoun(word.stem) &&
      !isFiller(word.stem),
  );
