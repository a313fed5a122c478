import { expect, it } from 'vitest';
import { createLocalDatabase } from '../../simulator/database/local-database.ts';
import { createMemoryDatabase } from '../../simulator/database/memory-database.ts';
import { createSeededRandom } from '../../simulator/seeded-random.ts';
import { createTestTable } from '../../support/table.ts';
import { describeOutcome } from './describe-outcome.ts';
import { drawRequest } from './draw-request.ts';

const requestCount = 700;
const seeds = [1, 2, Math.floor(Math.random() * 1_000_000)];

it.each(seeds)('answers as DynamoDB Local does, request for request (seed %i)', async (seed) => {
  const { documents, tableName } = await createTestTable();
  const real = createLocalDatabase(documents, tableName);
  const memory = createMemoryDatabase();
  const random = createSeededRandom(seed);
  const told = { errors: 0, items: 0 };
  for (let index = 0; index < requestCount; index++) {
    const request = drawRequest(random, tableName);
    const story = `request ${index}: ${JSON.stringify(request.input)}`;
    const expected = await describeOutcome(real, request);
    expect(await describeOutcome(memory, request), story).toEqual(expected);
    const text = JSON.stringify(expected);
    if (text.includes('ConditionalCheckFailed')) told.errors += 1;
    if (text.includes('buckets')) told.items += 1;
  }
  // Requests that are all refused, or find nothing, would compare nothing.
  expect(told.errors).toBeGreaterThan(requestCount / 20);
  expect(told.items).toBeGreaterThan(requestCount / 20);
  for (const pk of ['ACCOUNT#a', 'ACCOUNT#b']) {
    expect(await memory.list(pk)).toEqual(await real.list(pk));
  }
});
