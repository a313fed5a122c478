import * as z from 'zod';
import { idSchema } from '../../shared/api/primitives.ts';
import { AppError } from '../app-error.ts';
import { builtinServerIds } from '../../shared/tool-services.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Credentials travel to this address, so it is encrypted unless it never leaves the machine. */
const serverUrlSchema = z.url({ protocol: /^https?$/ }).refine(
  (url) => {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || loopbackHosts.includes(hostname);
  },
  { message: 'must be an https address' },
);

const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('headers'),
    /** Header name to its text, where `{field}` stands for a field of the stored credentials. */
    headers: z.record(z.string(), z.string()),
  }),
]);

const serverEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ id: z.enum(builtinServerIds), title: z.string(), kind: z.literal('builtin') }),
  z.strictObject({
    id: idSchema,
    title: z.string(),
    kind: z.literal('http'),
    /** The Streamable HTTP address. */
    url: serverUrlSchema,
    auth: authSchema,
  }),
]);
export type ServerEntry = z.infer<typeof serverEntrySchema>;
export type HttpServerEntry = Extract<ServerEntry, { kind: 'http' }>;

export interface ServerCatalogue {
  readonly entries: readonly ServerEntry[];
  /** @throws AppError server_unknown */
  find(serverId: string): ServerEntry;
}

const builtinEntries: readonly ServerEntry[] = [{ id: 'crm', title: 'CRM', kind: 'builtin' }];

/**
 * The servers a session may name. What is not listed here cannot be connected, so no request can
 * make us call an address of its choosing.
 *
 * @param configured further entries, from configuration
 * @throws z.ZodError for an entry that is malformed, Error for an id used twice
 */
export function createServerCatalogue(configured: readonly unknown[] = []): ServerCatalogue {
  const entries = [...builtinEntries, ...configured.map((entry) => serverEntrySchema.parse(entry))];
  const byId = new Map<string, ServerEntry>(entries.map((entry) => [entry.id, entry]));
  if (byId.size < entries.length) throw new Error('Two servers of the catalogue share an id.');
  return {
    entries,
    find: (serverId) => {
      const entry = byId.get(serverId);
      if (entry) return entry;
      const known = entries.map(({ id }) => id).join(', ');
      throw new AppError('server_unknown', { detail: `The servers there are: ${known}.` });
    },
  };
}
