import { randomUUID } from 'node:crypto';
import type { SignInConfig } from '../../../functions/config.ts';
import { logProblem } from '../../../functions/http/problem-response.ts';
import type { Log } from '../../../functions/log.ts';
import { createCallToolMetered } from '../../../functions/mcp/call-tool-metered.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import type { Ledger } from '../../../functions/ledger/ledger.ts';
import { createLimitRequests } from '../../../functions/operations/limit-requests.ts';
import { toAppError } from '../../../functions/problem.ts';
import type { DatabaseProxy } from '../../support/api-database-proxy.ts';
import { createApiClient } from '../../support/api-client.ts';
import type { TestApi } from '../../support/api-server.ts';
import { tellCallStatus } from '../../support/tell-call-status.ts';
import { calls, fails, hangsAfter, type ModelServer, says } from '../../support/model-server.ts';

/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:9';

/** A person chats: is answered, asks again, is let down by the model, stops, and uses a tool. */
export async function chatInEveryWay(api: TestApi, model: ModelServer): Promise<void> {
  const account = await api.openAccount();
  const chat = await account.chat();
  const id = randomUUID();
  model.script(says('Good day.'));
  await chat.say('hello', id);
  await chat.say('hello', id);
  model.script(fails());
  await chat.say('hello again');
  model.script(calls('contacts_get-contacts', {}), says('There are none.'));
  await chat.say('who is there?');
  model.script(hangsAfter('Let me think'));
  const stoppedId = randomUUID();
  const reply = await chat.open('and now?', stoppedId);
  await model.asked(1);
  await account.stop(stoppedId);
  await reply.end;
}

/** The database goes away while a tool looks for contacts, then before a reply can be stored. */
export async function chatWithoutDatabase(
  api: TestApi,
  model: ModelServer,
  database: DatabaseProxy,
): Promise<void> {
  const chat = await (await api.openAccount()).chat();
  model.script(calls('contacts_get-contacts', {}), says('I could not look.'));
  database.decide(({ action, body }) =>
    action === 'Query' && body.includes('CLIENT#') && !body.includes('ALLOWANCE#')
      ? 'lose request'
      : 'pass',
  );
  await chat.say('who is there?');
  model.script(says('Good day.'));
  database.decide(({ body }) => (body.includes('replyJson') ? 'lose request' : 'pass'));
  await chat.say('hello');
  database.decide(() => 'pass');
}

/** Requests that are refused, each for another reason. */
export async function beRefused(api: TestApi): Promise<void> {
  const poor = await api.openAccount({ balance: 0 });
  const body = { service: 'outbound_call', quantity: 1 };
  await poor.call('POST', '/api/tokens/charges', body, { 'idempotency-key': 'one' });
  // The issuer of these tests does not answer.
  const stranger = createApiClient(api.url, 'aaaa.bbbb.cccc');
  await stranger.call('GET', '/api/tokens/balance');
}

/** Somebody tells that a call failed, which Twilio never said. */
export async function forgeWebhook(api: TestApi): Promise<void> {
  const account = await api.openAccount();
  await tellCallStatus(account, 'a-call', { CallStatus: 'failed' }, { signature: 'forged' });
}

/** Sends one request more than one may in a minute. */
export async function sendTooMuch(log: Log): Promise<void> {
  const keyRequestsPerMinute: SignInConfig['KEY_REQUESTS_PER_MINUTE'] = 1;
  const limitRequests = createLimitRequests({
    countRequest: async () => ({ count: keyRequestsPerMinute + 1, secondsLeft: 30 }),
    keyRequestsPerMinute,
    log,
    now: () => new Date(),
  });
  await limitRequests({ actor: 'key:1' });
}

/** A server that is away, a tool that breaks, and a paid call that cannot be captured. */
export async function meetBrokenTools(ledger: Ledger, accountId: string, log: Log): Promise<void> {
  const entry = {
    id: 'remote',
    title: 'Remote CRM',
    kind: 'http',
    url: `${nowhere}/mcp`,
    auth: { kind: 'none' },
  } as const;
  await createConnectTools({ builtinServers: {} })({ entry, clientId: '15' }).catch(
    (error: unknown) => logProblem(log, toAppError(error), 'POST /api/mcp/connect'),
  );
  const call = (callTool: () => Promise<never> | Promise<{ isError: false; text: string }>) =>
    createCallToolMetered({
      ledger: withoutCapture(ledger),
      toolCalls: { noteDelivery: () => Promise.reject(new Error('gone')) },
      log,
      now: () => new Date(),
    })({
      connection: { callTool },
      tool: { name: 'calls_place-call' },
      policy: { service: 'outbound_call', tokens: 1, quantityArgument: null, needsApproval: false },
      args: {},
      idempotencyKey: randomUUID(),
      payer: { accountId, actor: 'user:ada', clientId: '15', sessionId: 's-1' },
    });
  await call(() => Promise.reject(new Error('broken'))).catch(() => undefined);
  await call(async () => ({ isError: false, text: 'Called.' }));
}

/** A ledger that goes away between the work and its settlement. */
const withoutCapture = ({ execute }: Ledger): Pick<Ledger, 'execute'> => ({
  execute: (command) =>
    command.kind === 'capture' ? Promise.reject(new Error('gone')) : execute(command),
});
