import { type HttpServerEntry, httpServerEntrySchema } from '../../shared/server-entry.ts';
import { type BuiltinServerId, builtinServerIds } from '../../shared/tool-services.ts';
import { AppError } from '../app-error.ts';

interface BuiltinServerEntry {
  readonly id: BuiltinServerId;
  readonly title: string;
  readonly kind: 'builtin';
}
export type ServerEntry = BuiltinServerEntry | HttpServerEntry;

export interface ServerCatalogue {
  readonly entries: readonly ServerEntry[];
  /** @throws AppError server_unknown */
  find(serverId: string): ServerEntry;
}

const ownEntries: readonly ServerEntry[] = [
  { id: 'crm', title: 'CRM', kind: 'builtin' },
  { id: 'outreach', title: 'Outreach', kind: 'builtin' },
  {
    id: 'gohighlevel',
    title: 'GoHighLevel',
    kind: 'http',
    url: 'https://services.leadconnectorhq.com/mcp/',
    auth: {
      kind: 'headers',
      headers: { Authorization: 'Bearer {token}', locationId: '{locationId}' },
      // A token of one location stands for that location by itself.
      optionalFields: ['locationId'],
    },
  },
  {
    id: 'hubspot',
    title: 'HubSpot',
    kind: 'http',
    url: 'https://mcp.hubspot.com',
    // It decides by itself what its tools may do, and names no scopes.
    auth: { kind: 'oauth' },
  },
];

/**
 * The servers a session may name. What is not listed here cannot be connected, so no request can
 * make us call an address of its choosing.
 *
 * @param configured further entries, from configuration; one by the id of GoHighLevel or
 *   HubSpot takes its place
 * @throws z.ZodError for an entry that is malformed, Error for an id of ours or used twice
 */
export function createServerCatalogue(configured: readonly unknown[] = []): ServerCatalogue {
  const further = configured.map((entry) => httpServerEntrySchema.parse(entry));
  const byId = new Map<string, ServerEntry>(ownEntries.map((entry) => [entry.id, entry]));
  const ids = new Set<string>(builtinServerIds);
  for (const entry of further) {
    if (ids.has(entry.id)) throw new Error('Two servers of the catalogue share an id.');
    ids.add(entry.id);
    byId.set(entry.id, entry);
  }
  const entries = [...byId.values()];
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
