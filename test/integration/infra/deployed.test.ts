import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { createStreamReader } from '../../../infra/local/triggers/stream-reader.ts';
import { toStreamEvent } from '../../../infra/local/triggers/to-stream-event.ts';
import { installLambdaRuntimeGlobal } from '../../../infra/local/gateway/lambda-runtime-global.ts';
import { listen } from '../../../infra/local/listen.ts';
import { authorizationSchema } from '../../../shared/api/credentials.ts';
import { routes, type RouteName } from '../../../shared/routes.ts';
import { triggers } from '../../../shared/triggers.ts';
import { createTestAccounts } from '../../support/api-accounts.ts';
import { keyed } from '../../support/api-charges.ts';
import { testOrigin } from '../../support/api-environment.ts';
import { createApiClient } from '../../support/api-client.ts';
import { makePicture } from '../../support/make-picture.ts';
import { openCaller, routeSamples } from '../../support/route-samples.ts';
import { type DeployedApp, deployApp } from '../../support/deployed/deploy-app.ts';
import { readTemplates } from '../../support/deployed/templates.ts';
import { synthApp } from '../../support/synth-app.ts';
import { type OauthServer, startOauthServer } from '../../support/oauth-server.ts';
import { startTwilio, type TwilioServer, twilioVariables } from '../../support/twilio-server.ts';

/** One process after the other starts, for every function there is. */
const allStartedMs = 300_000;

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The nearest there is to a deployment without an account: everything below runs from the
 * synthesised templates alone.
 */
describe('what the templates deploy', () => {
  let app: DeployedApp;
  let twilio: TwilioServer;
  let oauth: OauthServer;
  let openAccount: ReturnType<typeof createTestAccounts>;
  const delivered: unknown[] = [];
  const listener = createServer((request, response) => {
    request.on('data', (chunk) => delivered.push(String(chunk)));
    request.on('end', () => response.writeHead(204).end());
  });

  beforeAll(async () => {
    installLambdaRuntimeGlobal();
    const url = `http://127.0.0.1:${await listen(listener, 0, '127.0.0.1')}`;
    const webhook = { id: 'listener', url, secret: 'a long secret for one listener only' };
    twilio = await startTwilio();
    oauth = await startOauthServer();
    const secret = {
      APPROVAL_SECRET: randomUUID() + randomUUID(),
      WEBHOOKS: [webhook],
      OAUTH_CLIENTS: oauth.clients,
      ...twilioVariables,
      TWILIO_API_URL: twilio.apiUrl,
      // The templates know the real one only when they are deployed.
      PUBLIC_ORIGIN: testOrigin,
    };
    const synthesised = await synthApp({ stage: 'dev', servers: [oauth.entry] });
    app = await deployApp(readTemplates(synthesised), {
      assemblyDirectory: synthesised.directory,
      dynamoDbUrl: inject('dynamoDbEndpoint'),
      localDir: mkdtempSync(join(tmpdir(), 'deployed-')),
      prefix: 'metered-copilot-dev-',
      secret: JSON.stringify(secret),
    });
    openAccount = createTestAccounts(app.url, app.table);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await twilio[Symbol.asyncDispose]();
    await oauth[Symbol.asyncDispose]();
    listener.close();
  });

  it(
    'answers every route of the table, each from a function of its own',
    async () => {
      for (const name of Object.keys(routeSamples) as RouteName[]) {
        const caller = await openCaller(openAccount, name);
        const { status } = await routeSamples[name](caller);
        expect(`${name} ${status}`).toBe(`${name} ${routes[name].successStatus}`);
      }
      const expected = [...Object.keys(routes), 'authorize'].map(kebab);
      expect([...app.started].toSorted()).toEqual(expected.toSorted());
    },
    allStartedMs,
  );

  it('lets nobody in without a key, and says where to get one', async () => {
    const { status, body } = await createApiClient(app.url).call('GET', '/api/tokens/balance');
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'unauthenticated' });
  });

  it('creates a contact by chat in three messages, 100 to 97', async () => {
    const account = await openAccount();
    const chat = await account.chat();
    await chat.say('create contact Lina Rosalex');
    await chat.say('lina@example.com');
    await chat.say('yes');
    expect(await account.balance()).toMatchObject({ available: 97 });
    expect((await account.charges()).map(({ balanceAfter }) => balanceAfter)).toEqual([99, 98, 97]);
    expect(await account.problems()).toEqual([]);
  });

  it('sweeps and audits when their time comes', async () => {
    expect(await app.invoke('sweep-holds', {})).toBeNull();
    expect(await app.invoke('audit-accounts', {})).toBeNull();
  });

  it('charges what other services report to the queue', async () => {
    const account = await openAccount();
    const usage = {
      id: randomUUID(),
      accountId: account.accountId,
      service: 'social_post',
      quantity: 1,
    };
    const body = JSON.stringify(usage);
    const record = { messageId: 'one', body, attributes: {} };
    expect(await app.invoke('charge-usage', { Records: [record] })).toEqual({
      batchItemFailures: [],
    });
    expect(await account.balance()).toMatchObject({ available: 90 });
  });

  /** All jobs that wait, those of the tests before as well. */
  async function workOff(): Promise<void> {
    const { jobs } = app.queues;
    for (let waiting = jobs.receive(10); waiting.length > 0; waiting = jobs.receive(10)) {
      const Records = waiting.map((message) => ({ ...message, attributes: {} }));
      expect(await app.invoke('run-job', { Records })).toEqual({ batchItemFailures: [] });
      for (const { messageId } of waiting) jobs.remove(messageId);
    }
  }

  it('connects a CRM that is signed in to, renews its tokens, and forgets them', async () => {
    const account = await openAccount();
    const { clientId } = account;
    const path = `/api/clients/${clientId}/credentials/hubspot`;
    oauth.grants.settings.expiresInSeconds = 0;
    const begun = await account.call('POST', `${path}/authorizations`);
    const { authorizationUrl } = authorizationSchema.parse(begun.body);
    const { pathname, search } = await oauth.allow(authorizationUrl);
    const [cookie = ''] = (begun.headers.get('set-cookie') ?? '').split(';');
    const back = await account.send('GET', pathname + search, undefined, { cookie });
    expect(back.headers.get('location')).toMatch(/\/\?connected=hubspot$/);

    // Each of them meets tokens that have ended.
    const session = await account.call('POST', '/api/mcp/connect', { clientId, server: 'hubspot' });
    expect(session.status).toBe(201);
    const { sessionId } = z.object({ sessionId: z.string() }).parse(session.body);
    expect((await account.call('GET', `/api/mcp/sessions/${sessionId}`)).status).toBe(200);
    const called = await account.call(
      'POST',
      '/api/mcp/tools/get_user_details',
      { sessionId, arguments: {} },
      keyed(),
    );
    expect(called.body).toMatchObject({ text: 'Lina Rosalex' });
    const allowance = `/api/clients/${clientId}/allowances/hubspot/get_user_details`;
    expect((await account.call('PUT', allowance)).status).toBe(200);
    expect((await account.call('DELETE', path)).status).toBe(204);
    expect(oauth.grants.grants.at(-1)).toMatchObject({ isEnded: true });
  });

  it('works a long job off from its queue, and charges what it delivered', async () => {
    const account = await openAccount();
    const { sessionId } = await account.chat();
    const leads = { category: 'bakery', place: 'Madrid', count: 20 };
    const request = { sessionId, arguments: leads, approvedTokens: 4 };
    const path = '/api/mcp/tools/collect_businesses';
    const { status, body } = await account.call('POST', path, request, keyed());
    expect(status).toBe(202);
    await workOff();
    const { jobId } = z.object({ jobId: z.string() }).parse(body);
    const job = await account.call('GET', `/api/jobs/${jobId}`);
    expect(job.body).toMatchObject({ status: 'done', delivered: 20 });
    expect(await account.balance()).toMatchObject({ available: 96, held: 0 });
  });

  it('keeps a picture in its bucket, and shows it by an address that it signs', async () => {
    const account = await openAccount();
    const imageId = await makePicture(account, await account.chat());
    const shown = await account.call('GET', `/api/clients/${account.clientId}/media/${imageId}`);
    const { url } = z.object({ url: z.string() }).parse(shown.body);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(app.aws.used).toContainEqual(
      expect.stringMatching(/^calltool.* s3:PutObject .*\/clients\/client-[^/]+\/img_/i),
    );
    expect(await account.balance()).toMatchObject({ available: 99, held: 0 });
  });

  it('publishes what changed, and delivers it to a webhook', async () => {
    const { Table } = await app.table.client.send(
      new DescribeTableCommand({ TableName: app.table.tableName }),
    );
    const streamArn = Table?.LatestStreamArn ?? '';
    const client = new DynamoDBStreamsClient({
      endpoint: app.table.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const checkpoint = { read: () => null, write: () => undefined };
    const reader = createStreamReader({ client, streamArn, checkpoint, batchCount: 50 });
    const event = toStreamEvent(await reader.read(), streamArn);
    expect(await app.invoke('publish-changes', event)).toEqual({ batchItemFailures: [] });

    const messages = app.queues.webhooks.receive(10);
    expect(messages.length).toBeGreaterThan(0);
    const Records = messages.map(({ messageId, body, group, receiveCount }) => ({
      messageId,
      receiptHandle: messageId,
      body,
      attributes: { MessageGroupId: group, ApproximateReceiveCount: String(receiveCount) },
    }));
    expect(await app.invoke('deliver-webhook', { Records })).toEqual({ batchItemFailures: [] });
    await wait(0);
    expect(delivered).toHaveLength(messages.length);
  });

  it('has started every function there is by now, and none was refused anything by its role', () => {
    const expected = [...Object.keys(routes), ...Object.keys(triggers), 'authorize'].map(kebab);
    expect([...app.started].toSorted()).toEqual(expected.toSorted());
    expect(app.aws.refused).toEqual([]);
  });
});
