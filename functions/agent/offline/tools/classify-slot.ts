import type { SlotKind } from './slot.ts';
import { typeOf, type SchemaNode } from './schema-node.ts';

/** Formats of JSON Schema that say what a text is. */
const kindsByFormat: Readonly<Record<string, SlotKind>> = {
  email: 'email',
  phone: 'phone',
  uri: 'url',
  url: 'url',
  date: 'date',
  'date-time': 'date-time',
  uuid: 'id',
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Last words of names, stemmed, and what they tell of the value. Earlier rows win. */
const kindsByLastWord: readonly (readonly [SlotKind, ReadonlySet<string>])[] = [
  ['email', words('email mail correo')],
  ['phone', words('phone telephone mobile cell tel telefono celular')],
  ['url', words('url uri website link web')],
  ['id', words('id uuid')],
  ['date', words('date day birthday dob fecha')],
  ['date-time', words('datetime when deadline due timestamp at')],
  ['city', words('city town ciudad')],
  ['state', words('state province region estado')],
  ['country', words('country pais')],
  ['place', words('location place area where address city_state lugar ubicacion')],
  ['company', words('company organization organisation employer empresa')],
  ['query', words('query q search keyword filter term')],
  ['topic', words('topic category industry prompt theme tema categoria type kind genre')],
  ['title', words('title subject name headline titulo asunto nombre')],
  [
    'content',
    words(
      'content body message text note description summary comment caption contenido mensaje nota',
    ),
  ],
];

const personNouns = words(
  'contact person user client patient employee member attendee student business',
);

/**
 * What kind of value an argument takes, by its type, format and name.
 * @param stems words of its own name, stemmed
 * @param owner the thing the tool works on, which tells a person's name from any other
 */
export function classifySlot(
  node: SchemaNode,
  stems: readonly string[],
  owner: string | null,
): SlotKind {
  if (node.enum && node.enum.length > 0) return 'choice';
  const type = typeOf(node);
  if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  if (type !== 'string') return 'unsupported';
  return (node.format && kindsByFormat[node.format]) || classifyText(stems, owner);
}

function classifyText(stems: readonly string[], owner: string | null): SlotKind {
  const joined = stems.join('');
  if (/^(?:first|given)name$/.test(joined)) return 'first-name';
  if (/^(?:last|family|sur)name$/.test(joined)) return 'last-name';
  const last = stems.at(-1) ?? '';
  if (/^phonenumber$|^tonumber$/.test(joined)) return 'phone';
  if (last === 'name') return classifyName(stems, owner);
  return kindsByLastWord.find(([, names]) => names.has(last))?.[0] ?? 'text';
}

function classifyName(stems: readonly string[], owner: string | null): SlotKind {
  const qualifier = stems.at(-2);
  if (qualifier === 'full') return 'full-name';
  if (qualifier === 'company' || qualifier === 'business') return 'company';
  if (qualifier === undefined)
    return owner !== null && personNouns.has(owner) ? 'full-name' : 'title';
  return personNouns.has(qualifier) || qualifier === 'customer' ? 'full-name' : 'title';
}
