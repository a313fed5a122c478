import { nounOf } from '../language/lexicon.ts';
import { foldText } from '../language/fold-text.ts';
import { stemWord } from '../language/stem-word.ts';
import { limits } from '../../../../shared/limits.ts';
import { offlineLimits } from '../offline-limits.ts';
import { classifySlot } from './classify-slot.ts';
import { readSchemaNode, typeOf, type SchemaNode } from './schema-node.ts';
import type { Slot, SlotKind } from './slot.ts';
import { splitIdentifier } from './split-identifier.ts';

interface Place {
  readonly root: SchemaNode;
  readonly owner: string | null;
  readonly path: readonly string[];
  readonly optionalParents: readonly string[];
}

/** A name that would change the object it is set on. */
const forbiddenName = '__proto__';

/**
 * The arguments of a tool, flat, in the order in which people read them: required ones first, and
 * a name, a phone number and an e-mail address before anything else. Objects are opened down to
 * {@link offlineLimits.schemaDepth}; at most {@link offlineLimits.slotCount} are read.
 * @param owner the thing the tool works on, such as `contact`
 */
export function readSlots(inputSchema: unknown, owner: string | null): readonly Slot[] {
  const root = readSchemaNode(inputSchema);
  const slots = readObject(root, { root, owner, path: [], optionalParents: [] });
  return slots
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .slice(0, offlineLimits.slotCount);
}

function readObject(node: SchemaNode, place: Place): readonly Slot[] {
  return Object.entries(node.properties ?? {})
    .slice(0, offlineLimits.slotCount)
    .filter(([name]) => name !== forbiddenName)
    .flatMap(([name, property]) =>
      readProperty(name, readSchemaNode(property, place.root), node.required.includes(name), place),
    );
}

function readProperty(
  name: string,
  node: SchemaNode,
  isRequired: boolean,
  place: Place,
): readonly Slot[] {
  const path = [...place.path, name];
  if (typeOf(node) === 'object' && node.properties && path.length < offlineLimits.schemaDepth) {
    const optionalParents = isRequired
      ? place.optionalParents
      : [...place.optionalParents, keyOf(path)];
    // In `customer: {name}` it is the customer who has the name.
    const owner = nounOf(stemWord(foldText(name)));
    const fields = readObject(node, { ...place, owner, path, optionalParents });
    return isRequired ? [toEmptyObject(name, { ...place, path }), ...fields] : fields;
  }
  return [toSlot(name, node, isRequired, { ...place, path })];
}

const kindOrder: readonly SlotKind[] = ['first-name', 'last-name', 'full-name', 'phone', 'email'];

function rankOf(slot: Slot): number {
  const kind = kindOrder.indexOf(slot.kind);
  const order = kind === -1 ? kindOrder.length : kind;
  return slot.isRequired ? order : order + kindOrder.length + 1;
}

/** A required object has to be there even when none of its fields is set. */
const toEmptyObject = (name: string, place: Place): Slot => ({
  ...toSlot(name, readSchemaNode({}), true, place),
  kind: 'unsupported',
  fixed: {},
});

/** A slash cannot be confused with one inside a name. */
const keyOf = (path: readonly string[]): string =>
  path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');

function toSlot(name: string, node: SchemaNode, isRequired: boolean, place: Place): Slot {
  const isList = typeOf(node) === 'array';
  const item = isList ? readSchemaNode(node.items, place.root) : node;
  const nameWords = splitIdentifier(name);
  const words = nameWords.map((word) => stemWord(foldText(word)));
  const kind = classifySlot(item, words, place.owner);
  const fixed = node.const ?? (isRequired ? node.default : undefined);
  return {
    key: keyOf(place.path),
    path: place.path,
    words,
    name: nameWords.join(' '),
    kind,
    isList,
    isRequired,
    optionalParents: place.optionalParents,
    choices: readChoices(item),
    fixed,
    ...readBounds(item),
    idNoun: kind === 'id' ? idNounOf(words, place.owner) : null,
  };
}

const readChoices = (node: SchemaNode): readonly (string | number)[] =>
  (node.enum ?? [])
    .filter((choice) => typeof choice === 'string' || typeof choice === 'number')
    .slice(0, offlineLimits.schemaChoiceCount);

function readBounds(node: SchemaNode) {
  const isInteger = typeOf(node) === 'integer';
  // An exclusive bound of a whole number moves by one; of any other by the least that matters.
  const step = isInteger ? 1 : 1e-9;
  return {
    minimum: Math.max(node.minimum ?? -Infinity, (node.exclusiveMinimum ?? -Infinity) + step),
    maximum: Math.min(node.maximum ?? Infinity, (node.exclusiveMaximum ?? Infinity) - step),
    minLength: node.minLength ?? 0,
    maxLength: Math.min(node.maxLength ?? Infinity, limits.messageTextCharacters),
    pattern: node.pattern ?? null,
  };
}

function idNounOf(words: readonly string[], owner: string | null): string | null {
  const noun = words.findLast((word) => word !== 'id' && word !== 'uuid');
  return noun === undefined ? owner : nounOf(noun);
}
