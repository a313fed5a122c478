import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Route, type RouteName, routes } from '../../../shared/routes.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { keyed, takeHold } from '../../support/api-charges.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

/** Ids of things that belong to somebody else, by the names that routes give them. */
type Owned = Readonly<Record<string, string>>;

const leads = { service: 'business_collector', quantity: 100 };

/** What a route with ids is sent besides them: all that it needs to be valid. */
const bodies: Partial<Record<RouteName, (owned: Owned) => Record<string, unknown>>> = {
  connect: ({ clientId }) => ({ clientId }),
  chat: ({ sessionId }) => ({ sessionId, message: { id: randomUUID(), text: 'hello' } }),
  createCharge: ({ clientId }) => ({ ...leads, clientId }),
  createHold: ({ clientId }) => ({ ...leads, clientId }),
  captureHold: () => ({ quantity: 50 }),
  releaseHold: () => ({ reason: 'mine now' }),
  extendHold: () => ({ holdSeconds: 7_200 }),
};

const namesOf = (schema: z.ZodType | undefined) =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
const takesIds = ({ params, body }: Route) =>
  [...namesOf(params), ...namesOf(body)].some((name) => name.endsWith('Id'));
const routesWithIds = Object.entries(routes as Record<string, Route>)
  .filter(([, route]) => takesIds(route))
  .map(([name, route]) => ({ name: name as RouteName, ...route }));

describe("somebody else's things", () => {
  let api: TestApi;
  let stranger: TestAccount;
  let owned: Owned;
  beforeAll(async () => {
    api = await startApi();
    const owner = await api.openAccount();
    stranger = await api.openAccount();
    const chat = await owner.chat();
    const messageId = randomUUID();
    await chat.say('hello', messageId);
    const { holdId } = await takeHold(owner);
    const key = await owner.call('POST', '/api/api-keys', { name: 'Key', scopes: ['chat'] });
    const { keyId } = z.looseObject({ keyId: z.string() }).parse(key.body);
    const { sessionId, conversationId } = chat;
    owned = { clientId: owner.clientId, sessionId, conversationId, messageId, holdId, keyId };
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it.each(routesWithIds)('are not found by $name, and nothing is written', async (route) => {
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const id = owned[name];
      if (id === undefined) throw new Error(`this test owns nothing by the name of ${name}`);
      return id;
    });
    const body = route.body && bodies[route.name]?.(owned);
    const before = await readTableRows(api.table);

    const answer = await stranger.call(route.method, path, body, keyed());
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: expect.stringMatching(/_not_found$/) });
    expect(await readTableRows(api.table)).toEqual(before);
  });

  it('are asked for by every route that takes an id', () => {
    expect(routesWithIds.length).toBeGreaterThanOrEqual(12);
  });
});
