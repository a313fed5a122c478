import { limits } from '../../../shared/limits.ts';
import { AppError } from '../../app-error.ts';
import { fetchLimited } from '../../mcp/fetch-limited.ts';
import type { Directory, DirectorySearch } from './directory.ts';
import { findOsmTag } from './osm-categories.ts';
import { buildOverpassQuery } from './overpass-query.ts';
import { type FoundBusiness, readOverpassAnswer } from './read-overpass-answer.ts';

const overpassName = 'OpenStreetMap directory';

const attemptCount = 3;
const waitBaseMs = 1_000;
/** Searches whose answers a process keeps: a job asks for the same one lot by lot. */
const keptAnswerCount = 4;

/** Tells the volunteers who run such servers whom they serve. */
const headers = {
  'content-type': 'application/x-www-form-urlencoded',
  'user-agent': 'metered-copilot',
};

/**
 * Businesses of OpenStreetMap, from an Overpass server. One request answers all lots of a search
 * and one request runs at a time, as these servers ask of everybody.
 */
export function createOverpassDirectory(options: {
  readonly url: string;
  /** Waits; a test may skip it. */
  readonly wait: (ms: number) => Promise<void>;
}): Directory {
  const { url, wait } = options;
  const kept = new Map<string, Promise<readonly FoundBusiness[]>>();
  let last: Promise<unknown> = Promise.resolve();

  function findAll(search: DirectorySearch): Promise<readonly FoundBusiness[]> {
    const key = JSON.stringify([search.category, search.place]);
    const found = kept.get(key) ?? last.then(() => searchWithRetries(search));
    kept.delete(key);
    kept.set(key, found);
    last = found.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > keptAnswerCount && oldest !== undefined) kept.delete(oldest);
    return found;
  }

  async function searchWithRetries(search: DirectorySearch): Promise<readonly FoundBusiness[]> {
    const query = buildOverpassQuery(search);
    if (query === null) return [];
    // Of all tries together, so that a job knows how long a lot may take.
    const signal = AbortSignal.timeout(limits.directoryTimeoutMs);
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await ask(query, signal);
        return readOverpassAnswer(answer, { category: search.category, source: overpassName });
      } catch (cause) {
        if (attempt === attemptCount || signal.aborted) {
          throw new AppError('provider_failed', { cause });
        }
        await wait(waitBaseMs * 2 ** attempt);
      }
    }
  }

  async function ask(query: string, signal: AbortSignal): Promise<unknown> {
    const body = new URLSearchParams({ data: query });
    const response = await fetchLimited(url, { method: 'POST', headers, body, signal });
    if (response.ok) return response.json();
    await response.body?.cancel();
    throw new Error(`The directory answered ${response.status}.`);
  }

  return {
    name: overpassName,
    hasCategory: (category) => findOsmTag(category) !== undefined,
    readLot: async (search, { cursor, count }) => {
      const found = await findAll(search);
      // The element itself may be gone by now, and with it the place in the list.
      const start = cursor === null ? 0 : found.findIndex(({ id }) => id === cursor) + 1;
      const lot = found.slice(start, start + count);
      const isLast = start + count >= found.length;
      return { leads: lot.map(({ lead }) => lead), cursor: isLast ? null : lot.at(-1)!.id };
    },
  };
}
