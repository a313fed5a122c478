import * as z from 'zod';

const identifierCount = 4;
const idSchema = z.string().max(100);
const objectSchema = z.record(z.string(), z.unknown());

/**
 * The ids in a tool's structured result, for the log: `{contact: {id: 'x', …}}` gives
 * `{contactId: 'x'}`. Ids name things without telling anything about them.
 */
export function describeIdentifiers(structured: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(objectSchema.safeParse(structured).data ?? {})) {
    if (Object.keys(found).length === identifierCount) break;
    const inner = idSchema.safeParse(objectSchema.safeParse(value).data?.['id']);
    const own = idSchema.safeParse(name === 'id' || name.endsWith('Id') ? value : undefined);
    if (inner.success) found[`${name}Id`] = inner.data;
    else if (own.success) found[name] = own.data;
  }
  return found;
}
