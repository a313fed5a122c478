import { foldText } from '../language/fold-text.ts';
import type { Word } from '../language/split-words.ts';
import { stemWord } from '../language/stem-word.ts';
import type { Slot, SlotKind } from '../tools/slot.ts';
import { hasNameSlots } from './assign-name.ts';

/** What people call a value of a kind, besides the slot's own name. */
const namesByKind: Partial<Record<SlotKind, string>> = {
  email: 'email|e-mail|mail|email address|correo|correo electronico',
  phone: 'phone|phone number|telephone|mobile|cell|telefono|celular|movil|numero',
  'first-name': 'first name|primer nombre',
  'last-name': 'last name|surname|apellido',
  'full-name': 'name|full name|nombre',
  company: 'company|company name|empresa|compania',
  title: 'title|titulo|nombre',
  content: 'content|text|body|message|note|contenido|texto|mensaje|nota',
  topic: 'topic|about|tema|sobre',
  date: 'date|due|fecha',
  'date-time': 'date|time|when|due|fecha|hora',
  city: 'city|ciudad',
  state: 'state|estado',
  country: 'country|pais',
  url: 'website|url|sitio web',
};

const stateVerbs = new Set('is are es son be equals should'.split(' '));
const changeVerbs = new Set('to a al por as como'.split(' '));
const keyWordCount = 3;

export interface KeyMatch {
  /** Null stands for a person's name, which two slots may share. */
  readonly slot: Slot | null;
  /** Index of the first word of the key and of the first word of the value. */
  readonly keyIndex: number;
  readonly valueIndex: number;
  /** Where the part to take out starts: in "the phone of Lina to ..." Lina is left. */
  readonly maskIndex: number;
}

type Keys = ReadonlyMap<string, Slot | null>;

function readKeys(slots: readonly Slot[]): Keys {
  const keys = new Map<string, Slot | null>();
  const add = (phrase: string, slot: Slot | null) => {
    const key = phrase
      .split(' ')
      .map((word) => stemWord(foldText(word)))
      .join(' ');
    if (!keys.has(key)) keys.set(key, slot);
  };
  for (const slot of slots) add(slot.name, slot);
  if (hasNameSlots(slots)) for (const name of ['name', 'nombre']) keys.set(name, null);
  for (const slot of slots) {
    for (const phrase of namesByKind[slot.kind]?.split('|') ?? []) add(phrase, slot);
  }
  return keys;
}

/**
 * Where values are named: a slot's name, or what people call such a value, and a word that joins.
 * @param isChange also "the company to Acme", which only means a value where one is changed
 */
export function findKeys(
  words: readonly Word[],
  slots: readonly Slot[],
  isChange: boolean,
): readonly KeyMatch[] {
  const keys = readKeys(slots);
  const matches: KeyMatch[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const match = matchAt(words, index, keys, isChange);
    if (!match) continue;
    matches.push(match);
    index = match.valueIndex - 1;
  }
  return matches;
}

function matchAt(
  words: readonly Word[],
  index: number,
  keys: Keys,
  isChange: boolean,
): KeyMatch | null {
  for (let length = keyWordCount; length > 0; length -= 1) {
    const part = words.slice(index, index + length);
    const slot = keys.get(part.map((word) => word.stem).join(' '));
    if (slot === undefined || part.length < length) continue;
    const start = findValueStart(words, index + length, isChange);
    if (start) return { slot, keyIndex: index, maskIndex: index, ...start };
  }
  return null;
}

type ValueStart = Pick<KeyMatch, 'valueIndex'> & Partial<Pick<KeyMatch, 'maskIndex'>>;

/** Where the value starts after a key; null when nothing joins the two. */
function findValueStart(
  words: readonly Word[],
  index: number,
  isChange: boolean,
): ValueStart | null {
  if (/[:=]/u.test(words[index - 1]?.after ?? '')) return { valueIndex: index };
  const joint = words[index];
  if (!joint) return null;
  const isSign = joint.folded === '' && !joint.isGap;
  if (isSign || stateVerbs.has(joint.folded)) {
    return { valueIndex: words[index + 1]?.folded === 'be' ? index + 2 : index + 1 };
  }
  if (!isChange) return null;
  if (changeVerbs.has(joint.folded)) return { valueIndex: index + 1 };
  return owners.has(joint.folded) ? findStartAfterOwner(words, index + 1) : null;
}

const owners = new Set('of for de del'.split(' '));
const ownerWords = 6;

/** "the phone of Lina Rosalex to ...": the value comes after whose it is. */
function findStartAfterOwner(words: readonly Word[], index: number): ValueStart | null {
  const joint = words
    .slice(index, index + ownerWords)
    .findIndex((word) => changeVerbs.has(word.folded));
  return joint < 1 ? null : { valueIndex: index + joint + 1, maskIndex: index + joint };
}
