import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chargeSchema, heldSchema } from '../../../shared/api/charges.ts';
import { type Route, type RouteName, routes } from '../../../shared/routes.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createTestLedger, keyed, readEntries, takeHold } from '../../support/api-charges.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

type KeyedRouteName = {
  [Name in RouteName]: (typeof routes)[Name] extends { takesIdempotencyKey: true } ? Name : never;
}[RouteName];

interface Sample {
  /** Parameters of the path, by name. */
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}
interface Subject {
  readonly account: TestAccount;
  readonly holdId: string;
  readonly otherHoldId: string;
  readonly sessionId: string;
}

const leads = { service: 'business_collector', quantity: 100 };
const post = { service: 'social_post', quantity: 2 };

/** A request, then others that differ from it. A route that is missing here does not compile. */
const samples: Record<KeyedRouteName, (subject: Subject) => [Sample, ...Sample[]]> = {
  callTool: ({ sessionId }) => {
    const params = { name: 'outbound_call' };
    const body = { sessionId, arguments: { to: '+12025550143' }, approvedTokens: 1 };
    return [
      { params, body },
      { params, body: { ...body, arguments: { to: '+12025550144' } } },
      { params: { name: 'get_call' }, body },
    ];
  },
  createCharge: ({ account }) => [
    { body: post },
    { body: { ...post, quantity: 3 } },
    { body: { ...post, service: 'outbound_call' } },
    { body: { ...post, reference: { order: 1 } } },
    { body: { ...post, clientId: account.clientId } },
  ],
  createHold: ({ account }) => [
    { body: leads },
    { body: { ...leads, quantity: 101 } },
    { body: { ...leads, holdSeconds: 60 } },
    { body: { ...leads, reference: { job: 'j' } } },
    { body: { ...leads, clientId: account.clientId } },
  ],
  captureHold: ({ holdId, otherHoldId }) => [
    { params: { holdId } },
    { params: { holdId }, body: { quantity: 1 } },
    { params: { holdId: otherHoldId } },
  ],
  releaseHold: ({ holdId, otherHoldId }) => [
    { params: { holdId } },
    { params: { holdId: otherHoldId } },
  ],
  extendHold: ({ holdId, otherHoldId }) => [
    { params: { holdId }, body: { holdSeconds: 7_200 } },
    { params: { holdId }, body: { holdSeconds: 7_201 } },
    { params: { holdId: otherHoldId }, body: { holdSeconds: 7_200 } },
  ],
};

describe('a request with an Idempotency-Key', () => {
  let api: TestApi;
  let account: TestAccount;
  let subject: Subject;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
    const [{ holdId }, other] = [await takeHold(account), await takeHold(account)];
    const { sessionId } = await account.chat();
    subject = { account, holdId, otherHoldId: other.holdId, sessionId };
  });

  async function send(route: Route, sample: Sample, headers: Record<string, string>) {
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => sample.params?.[name] ?? '');
    const response = await account.send(route.method, path, sample.body, headers);
    const isReplay = response.headers.get('idempotency-replayed');
    return { status: response.status, text: await response.text(), isReplay };
  }
  const charge = (body: object, key: string) =>
    send(routes.createCharge, { body: { ...body } }, keyed(key));

  describe.each(Object.keys(samples) as KeyedRouteName[])('to %s', (name) => {
    const route: Route = routes[name];

    it('answers again what it answered first, and writes nothing', async () => {
      const [sample] = samples[name](subject);
      const headers = keyed();
      const first = await send(route, sample, headers);
      expect(first).toMatchObject({ status: route.successStatus, isReplay: null });
      const before = await readTableRows(api.table);
      for (let time = 0; time < 2; time++) {
        expect(await send(route, sample, headers)).toEqual({ ...first, isReplay: 'true' });
      }
      expect(await readTableRows(api.table)).toEqual(before);
      expect(await account.problems()).toEqual([]);
    });

    it('is carried out once, however many come at once', async () => {
      const [sample] = samples[name](subject);
      const headers = keyed();
      const all = await Promise.all(Array.from({ length: 8 }, () => send(route, sample, headers)));
      // A tool takes its time, so that others under its key are told to come back.
      const isEarly = ({ text }: (typeof all)[number]) => text.includes('request_in_progress');
      const answers = name === 'callTool' ? all.filter((answer) => !isEarly(answer)) : all;
      expect(answers.filter(({ isReplay }) => isReplay === null)).toHaveLength(1);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(await account.problems()).toEqual([]);
    });

    it('is refused for another request under its key, and writes nothing', async () => {
      const [sample, ...others] = samples[name](subject);
      const headers = keyed();
      await send(route, sample, headers);
      const before = await readTableRows(api.table);
      for (const other of others) {
        const { status, text } = await send(route, other, headers);
        expect({ status, code: JSON.parse(text).code }, JSON.stringify(other)).toEqual({
          status: 422,
          code: 'idempotency_key_reused',
        });
      }
      expect(await readTableRows(api.table)).toEqual(before);
    });

    it.each([
      ['without a key', {}, 'idempotency_key_missing'],
      ['with a key that is too long', keyed('k'.repeat(201)), 'malformed_request'],
      ['with a key beyond ASCII', keyed('ñ'), 'malformed_request'],
    ])('is refused %s, and writes nothing', async (_, headers, code) => {
      const [sample] = samples[name](subject);
      const before = await readTableRows(api.table);
      const { status, text } = await send(route, sample, headers);
      expect({ status, code: JSON.parse(text).code }).toEqual({ status: 400, code });
      expect(await readTableRows(api.table)).toEqual(before);
    });
  });

  it('charges once for forty at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 40 }, () => charge(post, key)));
    expect(answers.filter(({ isReplay }) => isReplay === null)).toHaveLength(1);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await account.balance()).toMatchObject({ available: 40 });
    expect(await account.problems()).toEqual([]);
  });

  it('replays a hold as it was taken, whatever became of it since', async () => {
    const headers = keyed();
    const first = await send(routes.createHold, { body: leads }, headers);
    const { holdId } = heldSchema.parse(JSON.parse(first.text));
    await send(routes.extendHold, { params: { holdId }, body: { holdSeconds: 7_200 } }, keyed());
    await send(routes.captureHold, { params: { holdId }, body: { quantity: 50 } }, keyed());
    const again = await send(routes.createHold, { body: leads }, headers);
    expect(again).toEqual({ ...first, isReplay: 'true' });
  });

  it('replays in a process that knows nothing of the first', async () => {
    const key = randomUUID();
    const first = await charge(post, key);
    const command = {
      kind: 'charge',
      accountId: account.accountId,
      actor: 'test',
      idempotencyKey: `api:${key}`,
      ...post,
      subject: JSON.stringify([[], null, null]),
    } as const;
    const { chargeId, sequence } = chargeSchema.parse(JSON.parse(first.text));
    expect(await createTestLedger(api.table).execute(command)).toMatchObject({
      chargeId,
      sequence,
      isReplay: true,
    });
  });

  it('does not care about the order of a reference, nor about defaults spelled out', async () => {
    const key = randomUUID();
    const first = await charge({ service: 'social_post', reference: { a: 1, b: 2 } }, key);
    const spelled = { service: 'social_post', quantity: 1, reference: { b: 2, a: 1 } };
    expect(await charge(spelled, key)).toEqual({ ...first, isReplay: 'true' });
  });

  it('shares its keys between charges and holds', async () => {
    const key = randomUUID();
    await charge(leads, key);
    const { status } = await send(routes.createHold, { body: leads }, keyed(key));
    expect(status).toBe(422);
  });

  it('shares no key with another account', async () => {
    const key = randomUUID();
    await charge(post, key);
    const stranger = await api.openAccount();
    const { status, headers } = await stranger.call(
      'POST',
      '/api/tokens/charges',
      { ...post, quantity: 3 },
      keyed(key),
    );
    expect({ status, isReplay: headers.get('idempotency-replayed') }).toEqual({
      status: 201,
      isReplay: null,
    });
  });

  it.each(['turn:1', 'tool:1', 'opening'])(
    'cannot take the key %s from the product',
    async (key) => {
      await charge(post, key);
      const own = await createTestLedger(api.table).execute({
        kind: 'charge',
        accountId: account.accountId,
        actor: 'system',
        idempotencyKey: key,
        service: 'ai_chat_message',
        quantity: 1,
      });
      expect(own.isReplay).toBe(false);
      const entries = await readEntries(api.table, account.accountId);
      expect(entries.filter(({ kind }) => kind === 'charge')).toHaveLength(2);
    },
  );
});
