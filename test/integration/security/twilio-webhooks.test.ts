import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { keyed } from '../../support/api-charges.ts';
import { createApiClient } from '../../support/api-client.ts';
import { testOrigin } from '../../support/api-environment.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';
import { tellCallStatus } from '../../support/tell-call-status.ts';
import {
  buildCallForm,
  signForm,
  startTwilio,
  type TwilioServer,
} from '../../support/twilio-server.ts';

const to = '+12025550143';
type Tail<List extends readonly unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;
const outcomeSchema = z.object({
  isError: z.boolean(),
  tokens: z.number(),
  structured: z.looseObject({ call: z.looseObject({ callId: z.string() }) }).optional(),
});

let twilio: TwilioServer;
let api: TestApi;
let account: TestAccount;
let sessionId: string;
beforeAll(async () => {
  twilio = await startTwilio();
  api = await startApi({ twilioUrl: twilio.apiUrl });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await twilio[Symbol.asyncDispose]();
});
beforeEach(async () => {
  twilio.requests.length = 0;
  twilio.answer = undefined;
  twilio.onRequest = undefined;
  account = await api.openAccount();
  ({ sessionId } = await account.chat());
});

async function callTool(name: string, args: object, key = randomUUID()) {
  const body = { sessionId, arguments: args, approvedTokens: 1 };
  const answer = await account.call('POST', `/api/mcp/tools/${name}`, body, keyed(key));
  return outcomeSchema.parse(answer.body);
}
const placeCall = async () => {
  const { structured } = await callTool('outbound_call', { to });
  if (!structured) throw new Error('the call was not placed');
  return structured.call.callId;
};
const readCall = async (callId: string) => {
  // What Twilio would say when asked is not what it has told.
  twilio.answer = { status: 503, body: {} };
  const { structured } = await callTool('get_call', { callId });
  return structured?.call;
};
/** The call that Twilio is asked to tell about. */
const calledBack = (form: URLSearchParams) =>
  /\/([^/#]+)#/.exec(form.get('StatusCallback') ?? '')?.[1] ?? '';
/** Twilio has no key of ours. */
const sender = () => ({ ...createApiClient(api.url), clientId: account.clientId });
const tell = (...[callId, ...more]: Tail<Parameters<typeof tellCallStatus>>) =>
  tellCallStatus(sender(), callId, ...more);

describe('what Twilio tells of a call', () => {
  it('is what get_call then reads, with its length', async () => {
    const callId = await placeCall();
    expect((await tell(callId, { CallStatus: 'ringing' })).status).toBe(204);
    const end = { CallStatus: 'completed', CallDuration: '21' };
    expect((await tell(callId, end)).status).toBe(204);
    expect(await readCall(callId)).toMatchObject({ status: 'completed', durationSeconds: 21 });
    expect(await account.balance()).toMatchObject({ available: 99, held: 0 });
  });

  it('goes to the address that Twilio was given when the call was placed', async () => {
    const callId = await placeCall();
    const [url] = String(twilio.requests[0]?.form.get('StatusCallback')).split('#');
    expect(url).toBe(`${testOrigin}/api/webhooks/twilio/${account.clientId}/${callId}`);
  });

  it('gives the token of a call that failed back, once, and the history says why', async () => {
    const callId = await placeCall();
    const failures = Array.from({ length: 5 }, () => tell(callId, { CallStatus: 'failed' }));
    for (const { status } of await Promise.all(failures)) expect(status).toBe(204);
    expect(await account.balance()).toMatchObject({ available: 100, held: 0 });
    const refunds = (await account.charges()).filter(({ kind }) => kind === 'refund');
    expect(refunds).toMatchObject([{ tokens: 1, reference: { reason: 'the call failed' } }]);
    expect(await readCall(callId)).toMatchObject({ status: 'failed' });
    expect(await account.problems()).toEqual([]);
  });

  it('that comes before the answer to placing it is not lost', async () => {
    twilio.onRequest = async (form, number) => {
      await tell(calledBack(form), { CallSid: `CA${number}`, CallStatus: 'in-progress' });
    };
    const { structured, tokens } = await callTool('outbound_call', { to });
    expect(structured?.call).toMatchObject({ status: 'in-progress' });
    expect(tokens).toBe(1);
  });

  it('that it failed, before the answer to placing it, costs nothing', async () => {
    twilio.onRequest = async (form, number) => {
      await tell(calledBack(form), { CallSid: `CA${number}`, CallStatus: 'failed' });
    };
    expect(await callTool('outbound_call', { to })).toMatchObject({ isError: true, tokens: 0 });
    expect(await account.balance()).toMatchObject({ available: 100, held: 0 });
    expect(await account.problems()).toEqual([]);
  });

  it('that it rings makes it a placed call, though the answer to placing it was lost', async () => {
    twilio.answer = { status: 503, body: {} };
    twilio.onRequest = async (form) => {
      await tell(calledBack(form), { CallStatus: 'ringing' });
    };
    const { structured, tokens } = await callTool('outbound_call', { to });
    expect(structured?.call).toMatchObject({ status: 'ringing' });
    expect(tokens).toBe(1);
  });

  it('in words that we do not know changes nothing, and is no mistake', async () => {
    const callId = await placeCall();
    const before = await readTableRows(api.table);
    expect((await tell(callId, { CallStatus: 'on-hold' })).status).toBe(204);
    expect(await readTableRows(api.table)).toEqual(before);
  });

  it('is logged without anybody who calls or is called', async () => {
    const callId = await placeCall();
    const from = api.lines.length;
    await tell(callId, { CallStatus: 'failed' });
    const lines = api.lines.slice(from);
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'call status received', callId, status: 'failed' }),
    );
    expect(JSON.stringify(lines)).not.toMatch(/5550143|5550006|José/);
  });
});

describe('what somebody else tells of a call', () => {
  let callId: string;
  let before: unknown;
  beforeEach(async () => {
    callId = await placeCall();
    await tell(callId, { CallStatus: 'ringing' });
    before = await readTableRows(api.table);
  });

  async function expectRefused(answer: { status: number; body: unknown }, status = 403) {
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toContain(callId);
    expect(await readTableRows(api.table)).toEqual(before);
  }
  const failed = { CallStatus: 'failed' };
  const urlOf = (id: string, clientId = account.clientId) =>
    `${testOrigin}/api/webhooks/twilio/${clientId}/${id}`;

  it.each<[string, () => string]>([
    ['no signature', () => ''],
    ['a made-up signature', () => 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['a signature by another token', () => signForm(urlOf(callId), buildCallForm(failed), 'x')],
    ['the signature of an empty token', () => signForm(urlOf(callId), buildCallForm(failed), '')],
    ['the signature of another form', () => signForm(urlOf(callId), buildCallForm())],
    [
      'the signature of another address',
      () => signForm(urlOf('other-call'), buildCallForm(failed)),
    ],
    [
      'the signature of another host',
      () =>
        signForm(urlOf(callId).replace(testOrigin, 'https://evil.example'), buildCallForm(failed)),
    ],
  ])('with %s changes nothing', async (_, sign) => {
    await expectRefused(await tell(callId, failed, { signature: sign() }));
  });

  it('with words that Twilio sent about another call changes nothing', async () => {
    const other = await placeCall();
    const signature = signForm(urlOf(other), buildCallForm(failed));
    before = await readTableRows(api.table);
    await expectRefused(await tell(callId, failed, { signature }));
  });

  it('with words about another client changes nothing', async () => {
    const signature = signForm(urlOf(callId), buildCallForm(failed));
    const path = `/api/webhooks/twilio/another-client/${callId}`;
    await expectRefused(await tell(callId, failed, { signature, path }));
  });

  it('is refused for a call that goes by another name at Twilio', async () => {
    await expectRefused(await tell(callId, { ...failed, CallSid: 'CA999' }));
  });

  it('is nothing new when it is the same again', async () => {
    expect((await tell(callId, { CallStatus: 'ringing' })).status).toBe(204);
    expect(await readTableRows(api.table)).toEqual(before);
  });

  it('never takes a call back that has ended since', async () => {
    await tell(callId, { CallStatus: 'completed', CallDuration: '3' });
    before = await readTableRows(api.table);
    expect((await tell(callId, { CallStatus: 'ringing' })).status).toBe(204);
    expect((await tell(callId, failed)).status).toBe(204);
    expect(await readTableRows(api.table)).toEqual(before);
    expect(await account.balance()).toMatchObject({ available: 99 });
  });

  it('is told nothing of calls that do not exist', async () => {
    await expectRefused(await tell('no-such-call', failed, { signature: 'A' }));
    await expectRefused(await tell('no-such-call', failed), 404);
  });

  it.each([
    [
      'a field twice',
      () => `${new URLSearchParams(buildCallForm()).toString()}&CallStatus=failed`,
      400,
    ],
    ['no form', () => '%ff', 400],
    ['nothing', () => '', 400],
    ['too much', () => `a=${'a'.repeat(limits.requestBodyBytes)}`, 413],
    ['no status', () => 'CallSid=CA1', 400],
  ])('in a body with %s is refused', async (_, body, status) => {
    await expectRefused(await tell(callId, {}, { body: body() }), status);
  });

  it('as JSON is refused', async () => {
    const path = `/api/webhooks/twilio/${account.clientId}/${callId}`;
    await expectRefused(await sender().call('POST', path, buildCallForm(failed)), 415);
  });
});
