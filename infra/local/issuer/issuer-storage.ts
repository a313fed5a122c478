import { readFileSync } from 'node:fs';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import * as z from 'zod';
import { writeFileAtomically } from '../write-file-atomically.ts';

/** Kept over a restart, so that people stay signed in. Codes and interactions last minutes. */
const durableModels = new Set(['Session', 'Grant', 'RefreshToken']);
const itemLimit = 5_000;

const itemSchema = z.object({
  payload: z.looseObject({}),
  expiresAtEpochMs: z.number().nullable(),
});
const fileSchema = z.array(z.tuple([z.string(), itemSchema]));

interface Item {
  payload: AdapterPayload;
  expiresAtEpochMs: number | null;
}

/**
 * Where the issuer keeps sessions, grants and codes.
 * @param path a file for what must survive a restart; undefined keeps all in memory
 */
export function createIssuerStorage(path: string | undefined): AdapterFactory {
  const items = new Map<string, Item>(path === undefined ? [] : readItems(path));

  function save(model: string): void {
    if (path === undefined || !durableModels.has(model)) return;
    const durable = [...items].filter(([key]) => durableModels.has(key.split(':', 1)[0] ?? ''));
    writeFileAtomically(path, JSON.stringify(durable));
  }

  function findLive(key: string): AdapterPayload | undefined {
    const item = items.get(key);
    if (item && !isExpired(item)) return item.payload;
    items.delete(key);
    return undefined;
  }

  function findBy(model: string, name: 'uid' | 'userCode', value: string) {
    const key = [...items].find(
      ([key, item]) => key.startsWith(`${model}:`) && item.payload[name] === value,
    )?.[0];
    return key === undefined ? undefined : findLive(key);
  }

  return (model): Adapter => ({
    async upsert(id, payload, expiresInSeconds) {
      const expiresAtEpochMs = expiresInSeconds ? Date.now() + expiresInSeconds * 1000 : null;
      items.set(`${model}:${id}`, { payload, expiresAtEpochMs });
      makeRoom(items);
      save(model);
    },
    find: async (id) => findLive(`${model}:${id}`),
    findByUid: async (uid) => findBy(model, 'uid', uid),
    findByUserCode: async (userCode) => findBy(model, 'userCode', userCode),
    async consume(id) {
      const payload = findLive(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      save(model);
    },
    async destroy(id) {
      items.delete(`${model}:${id}`);
      save(model);
    },
    async revokeByGrantId(grantId) {
      for (const [key, item] of items) {
        if (item.payload.grantId === grantId) items.delete(key);
      }
      save(model);
    },
  });
}

const isExpired = (item: Item) =>
  item.expiresAtEpochMs !== null && item.expiresAtEpochMs <= Date.now();

/** Drops what has expired, then the oldest, once there is too much. */
function makeRoom(items: Map<string, Item>): void {
  if (items.size <= itemLimit) return;
  for (const [key, item] of items) if (isExpired(item)) items.delete(key);
  for (const key of items.keys()) {
    if (items.size <= itemLimit) return;
    items.delete(key);
  }
}

/** A missing or unreadable file costs no more than signing in again. */
function readItems(path: string): [string, Item][] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return [];
  }
}
