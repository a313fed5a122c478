import { describe, expect, it } from 'vitest';
import { createOverpassDirectory } from '../../../functions/providers/directory/overpass-directory.ts';
import {
  buildElement,
  type OverpassReply,
  startOverpassServer,
} from '../../support/overpass-server.ts';

const bakeries = { category: 'Bakeries', place: 'Tampa, Florida' };
const elements = (...ids: number[]) => ({ body: { elements: ids.map((id) => buildElement(id)) } });

/** A directory over a server that follows a script; nothing waits. */
async function openDirectory(...script: OverpassReply[]) {
  const server = await startOverpassServer(...script);
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  return { server, waits, directory: createOverpassDirectory({ url: server.url, wait }) };
}

describe('the directory of OpenStreetMap', () => {
  it('hands out what one request found, lot by lot, in the order of ids', async () => {
    const { server, directory } = await openDirectory(elements(5, 1, 4, 2, 3));
    await using _ = server;
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const lot = await directory.readLot(bakeries, { cursor, count: 2 });
      names.push(...lot.leads.map(({ name }) => name));
      cursor = lot.cursor;
    } while (cursor !== null);
    expect(names).toEqual([1, 2, 3, 4, 5].map((id) => `Bakery ${id}`));
    expect(server.queries).toHaveLength(1);
  });

  it('goes on in another process from where the first one stopped', async () => {
    const first = await openDirectory(elements(1, 2, 3, 4));
    const second = await openDirectory(elements(1, 2, 3, 4));
    await using _ = first.server;
    await using __ = second.server;
    const { cursor } = await first.directory.readLot(bakeries, { cursor: null, count: 3 });
    const rest = await second.directory.readLot(bakeries, { cursor, count: 3 });
    expect(rest.leads.map(({ name }) => name)).toEqual(['Bakery 4']);
    expect(rest.cursor).toBeNull();
  });

  it('starts anew when the map has changed under its cursor', async () => {
    const { server, directory } = await openDirectory(elements(1, 2));
    await using _ = server;
    const lot = await directory.readLot(bakeries, { cursor: 'node/999', count: 20 });
    expect(lot.leads).toHaveLength(2);
  });

  it('asks for named businesses of the kind inside all areas of the place', async () => {
    const { server, directory } = await openDirectory(elements());
    await using _ = server;
    await directory.readLot(bakeries, { cursor: null, count: 20 });
    const [query] = server.queries;
    expect(query).toContain('["name"="Tampa"]->.a0;');
    expect(query).toContain('["name"="Florida"]->.a1;');
    expect(query).toContain('nwr["shop"="bakery"]["name"](area.a0)(area.a1);');
  });

  it.each<[string, OverpassReply]>([
    ['is busy', { status: 429 }],
    ['fails', { status: 504, body: '<html>' }],
    ['answers nonsense', { body: 'nonsense' }],
    ['answers something else', { body: { elements: [{ type: 'node' }] } }],
    ['stops half-way', { body: { elements: [buildElement(1)], remark: 'timed out' } }],
  ])('asks again when the server %s', async (_case, reply) => {
    const { server, waits, directory } = await openDirectory(reply, elements(1, 2));
    await using _ = server;
    const { leads } = await directory.readLot(bakeries, { cursor: null, count: 20 });
    expect(leads).toHaveLength(2);
    expect(waits).toEqual([2_000]);
  });

  it('fails after three tries, and asks anew the next time', async () => {
    const failure = { status: 503 };
    const { server, waits, directory } = await openDirectory(
      failure,
      failure,
      failure,
      elements(7),
    );
    await using _ = server;
    const read = () => directory.readLot(bakeries, { cursor: null, count: 20 });
    await expect(read()).rejects.toMatchObject({ code: 'provider_failed' });
    expect(waits).toEqual([2_000, 4_000]);
    expect((await read()).leads).toHaveLength(1);
    expect(server.queries).toHaveLength(4);
  });

  it('makes one request at a time', async () => {
    const { server, directory } = await openDirectory(elements(1));
    await using _ = server;
    const kinds = ['bakery', 'bank', 'bar', 'hotel'];
    const lots = await Promise.all(
      kinds.map((category) =>
        directory.readLot({ ...bakeries, category }, { cursor: null, count: 20 }),
      ),
    );
    expect(lots.map(({ leads }) => leads[0]?.category)).toEqual(kinds);
    expect(server.busiest()).toBe(1);
  });

  it('knows common kinds of business, in either number, and no others', async () => {
    const { server, directory } = await openDirectory(elements());
    await using _ = server;
    const known = [
      'Restaurants',
      'dentist',
      'ESTATE  AGENTS',
      'pharmacies',
      'cafés',
      'car dealers',
    ];
    for (const category of known) expect(directory.hasCategory(category), category).toBe(true);
    for (const category of ['', 'wizard', 'constructor', '__proto__', '"];']) {
      expect(directory.hasCategory(category), category).toBe(false);
    }
  });
});
