import { randomUUID } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { handler as chargeUsageHandler } from '../../../functions/triggers/charge-usage.ts';
import { createLambdaContext } from '../../../infra/local/gateway/lambda-context.ts';
import { triggers } from '../../../shared/triggers.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createTestLedger, makeCharge, readEntries } from '../../support/api-charges.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/api-database-proxy.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';
import { createTestTable } from '../../support/table.ts';

/** A message as SQS delivers it; of a record the function reads no more than this. */
const toRecord = (message: unknown, index: number) => ({
  messageId: `message-${index}`,
  body: typeof message === 'string' ? message : JSON.stringify(message),
});

describe('the queue of what was used', () => {
  let proxy: DatabaseProxy;
  let api: TestApi;
  let handler: typeof chargeUsageHandler;
  let account: TestAccount;
  beforeAll(async () => {
    const table = await createTestTable();
    proxy = await startDatabaseProxy(table.endpoint);
    // Sets the environment that the function reads when it is loaded.
    api = await startApi({ table, endpoint: proxy.endpoint });
    ({ handler } = await import('../../../functions/triggers/charge-usage.ts'));
  });
  afterAll(async () => {
    for (const part of [api, proxy]) await part[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    proxy.decide(() => 'pass');
    account = await api.openAccount();
  });

  const buildUsage = (overrides: Record<string, unknown> = {}) => ({
    id: randomUUID(),
    accountId: account.accountId,
    service: 'outbound_call',
    quantity: 1,
    ...overrides,
  });
  /** @returns ids of the messages that are to come again */
  async function deliver(messages: readonly unknown[]): Promise<string[]> {
    const event = { Records: messages.map(toRecord) } as unknown as SQSEvent;
    const context = createLambdaContext('getHealth', randomUUID(), 30_000);
    const { batchItemFailures } = await handler(event, context);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }
  const entriesOf = async ({ accountId }: TestAccount) =>
    (await readEntries(api.table, accountId)).filter(({ kind }) => kind !== 'grant');
  const linesSince = (start: number) => api.lines.slice(start);

  it('charges each message, and says by which road', async () => {
    const { clientId } = account;
    const usage = buildUsage({ quantity: 3, clientId, reference: { call: 'c-1' } });
    expect(await deliver([usage])).toEqual([]);
    expect(await entriesOf(account)).toMatchObject([
      {
        kind: 'charge',
        tokens: -3,
        service: 'outbound_call',
        clientId,
        actor: 'queue:usage',
        reference: { call: 'c-1', via: 'usage' },
      },
    ]);
    expect(await account.problems()).toEqual([]);
  });

  it('commits a whole batch of two accounts in a few transactions', async () => {
    const other = await api.openAccount();
    let commitCount = 0;
    proxy.decide(({ action }) => {
      if (action === 'TransactWriteItems') commitCount += 1;
      return 'pass';
    });
    const messages = Array.from({ length: triggers.chargeUsage.source.batchCount }, (_, index) =>
      buildUsage({ accountId: (index % 2 === 0 ? account : other).accountId }),
    );
    expect(await deliver(messages)).toEqual([]);
    expect(commitCount).toBeLessThanOrEqual(6);
    for (const each of [account, other]) {
      expect(await each.balance()).toMatchObject({ available: 50 });
      expect(await entriesOf(each)).toHaveLength(50);
      expect(await each.problems()).toEqual([]);
    }
  });

  it('charges once for a message that comes again, also twice at once', async () => {
    const messages = Array.from({ length: 5 }, () => buildUsage());
    await Promise.all([deliver([...messages, messages[0]]), deliver(messages)]);
    expect(await deliver(messages)).toEqual([]);
    expect(await entriesOf(account)).toHaveLength(5);
    expect(await account.balance()).toMatchObject({ available: 95 });
  });

  it('logs one line for a batch in which all is well', async () => {
    const start = api.lines.length;
    const usage = buildUsage();
    await deliver([usage, buildUsage()]);
    await deliver([usage]);
    const summaries = linesSince(start).filter(({ message }) => message === 'usage charged');
    expect(summaries).toMatchObject([
      { level: 'INFO', messages: 2, charged: 2, replayed: 0, uncollected: 0, failed: 0 },
      { level: 'INFO', messages: 1, charged: 0, replayed: 1, uncollected: 0, failed: 0 },
    ]);
    expect(linesSince(start).filter(({ level }) => level !== 'INFO')).toEqual([]);
  });

  it('records what the balance does not cover as uncollected, and is done with it', async () => {
    await makeCharge(account, { quantity: 98 });
    const usage = buildUsage({ quantity: 5 });
    expect(await deliver([usage])).toEqual([]);
    expect((await entriesOf(account)).at(-1)).toMatchObject({
      kind: 'uncollected',
      tokens: 0,
      reference: { via: 'usage', owed: 5 },
    });
    expect(await account.balance()).toMatchObject({ available: 2 });
    expect(api.lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: 'tokens uncollected' }),
    );
    expect(await deliver([usage])).toEqual([]);
    expect(await entriesOf(account)).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['text', 'not JSON with secret-content'],
    ['nothing', ''],
    ['a list', []],
    ['no id', { accountId: '7', service: 'secret-content' }],
    ['a field that nobody knows', { id: '1', accountId: '7', service: 's', secret: 'content' }],
    ['a quantity as text', { id: '1', accountId: '7', service: 'secret-content', quantity: '1' }],
  ])('%s fails by itself, and its content stays out of the log', async (_, message) => {
    const start = api.lines.length;
    expect(await deliver([buildUsage(), message, buildUsage()])).toEqual(['message-1']);
    expect(await entriesOf(account)).toHaveLength(2);
    const logged = linesSince(start);
    expect(logged.filter(({ message: said }) => said === 'usage event malformed')).toMatchObject([
      { level: 'ERROR', messageId: 'message-1' },
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/secret/);
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['service_unknown', () => ({ service: 'teleport' })],
    ['account_not_found', () => ({ accountId: `nobody-${randomUUID()}` })],
    ['client_not_found', () => ({ clientId: 'client-of-somebody-else' })],
  ])('what can never succeed (%s) goes to the dead letters', async (code, overrides) => {
    const before = await readTableRows(api.table);
    expect(await deliver([buildUsage(overrides())])).toEqual(['message-0']);
    expect(await readTableRows(api.table)).toEqual(before);
    expect(api.lines).toContainEqual(
      expect.objectContaining({ level: 'WARN', message: 'usage event failed', code }),
    );
  });

  it('so does an id that was used for something else', async () => {
    const usage = buildUsage();
    await deliver([usage]);
    expect(await deliver([{ ...usage, quantity: 2 }])).toEqual(['message-0']);
    expect(await deliver([{ ...usage, reference: { call: 'c-2' } }])).toEqual(['message-0']);
    expect(await entriesOf(account)).toHaveLength(1);
  });

  it('fails a message while the database is down, and charges it once when it comes again', async () => {
    const messages = [buildUsage(), buildUsage()];
    proxy.decide(({ action }) => (action === 'TransactWriteItems' ? 'lose answer' : 'pass'));
    expect(await deliver(messages)).toEqual(['message-0', 'message-1']);
    proxy.decide(() => 'pass');
    expect(await deliver(messages)).toEqual([]);
    expect(await entriesOf(account)).toHaveLength(2);
    expect(await account.problems()).toEqual([]);
  });

  it('records what a frozen account used as uncollected', async () => {
    const { accountId } = account;
    const freeze = { kind: 'freeze', accountId, actor: 'test', reason: 'being checked' } as const;
    await createTestLedger(api.table).execute(freeze);
    expect(await deliver([buildUsage()])).toEqual([]);
    expect((await entriesOf(account)).at(-1)).toMatchObject({ kind: 'uncollected', tokens: 0 });
    expect(await account.balance()).toMatchObject({ available: 100 });
  });
});
