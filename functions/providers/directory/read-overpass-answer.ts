import * as z from 'zod';
import type { Lead } from '../../../shared/api/leads.ts';
import { limits } from '../../../shared/limits.ts';

const kinds = ['node', 'way', 'relation'] as const;

const elementSchema = z.object({
  type: z.enum(kinds),
  id: z.int().min(0),
  tags: z.record(z.string(), z.string()).default({}),
});
const answerSchema = z.object({
  elements: z.array(elementSchema),
  /** What went wrong on the way; the elements are then not all. */
  remark: z.string().optional(),
});
type Element = z.infer<typeof elementSchema>;

export interface FoundBusiness {
  /** Of the element: `node/123`. */
  readonly id: string;
  readonly lead: Lead;
}

/**
 * The businesses of an answer, in the order of their ids.
 *
 * @throws Error when it is not the whole answer to a search
 */
export function readOverpassAnswer(
  answer: unknown,
  { category, source }: { readonly category: string; readonly source: string },
): FoundBusiness[] {
  const { elements, remark } = answerSchema.parse(answer);
  if (remark !== undefined) throw new Error(`The directory stopped on its way: ${remark}`);
  return elements.toSorted(compareIds).flatMap((element) => {
    const lead = toLead(element.tags, category, source);
    return lead === null ? [] : [{ id: `${element.type}/${element.id}`, lead }];
  });
}

const compareIds = (left: Element, right: Element): number =>
  kinds.indexOf(left.type) - kinds.indexOf(right.type) || left.id - right.id;

function toLead(tags: Element['tags'], category: string, source: string): Lead | null {
  const name = readTag(tags, 'name');
  if (name === undefined) return null;
  const street = readTag(tags, 'addr:street');
  const house = readTag(tags, 'addr:housenumber');
  return {
    name,
    category,
    phone: readTag(tags, 'phone', 'contact:phone'),
    email: readTag(tags, 'email', 'contact:email'),
    website: readTag(tags, 'website', 'contact:website'),
    address: cut([house, street].filter(Boolean).join(' ')),
    city: readTag(tags, 'addr:city'),
    state: readTag(tags, 'addr:state'),
    postalCode: readTag(tags, 'addr:postcode'),
    country: readTag(tags, 'addr:country'),
    source,
  };
}

/** The first value of the first of these tags: mappers write several with a semicolon between. */
function readTag(tags: Element['tags'], ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const [first = ''] = (tags[name] ?? '').split(';');
    const value = cut(first);
    if (value !== undefined) return value;
  }
  return undefined;
}

const cut = (text: string): string | undefined =>
  text.trim().slice(0, limits.leadFieldCharacters) || undefined;
