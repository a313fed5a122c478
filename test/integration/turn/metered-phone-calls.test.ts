import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createCallToolMetered } from '../../../functions/mcp/call-tool-metered.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import type { OutreachParts } from '../../../functions/mcp/servers/outreach-tool.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import { createRefundUndelivered } from '../../../functions/operations/refund-undelivered.ts';
import { createTrackCall } from '../../../functions/operations/track-call.ts';
import { readTelephonyConfig } from '../../../functions/providers/outreach-config.ts';
import { callingHoursSchema } from '../../../functions/providers/telephony/calling-hours.ts';
import { readTwilioAccount } from '../../../functions/providers/telephony/twilio-account.ts';
import { createTwilioTelephony } from '../../../functions/providers/telephony/twilio-telephony.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { createCallStore } from '../../../functions/store/outreach/calls.ts';
import { createDoNotCallStore } from '../../../functions/store/outreach/do-not-call.ts';
import { createToolCallStore } from '../../../functions/store/tool-calls.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { testTime } from '../../support/ledger-builders.ts';
import { buildOutreachParts } from '../../support/outreach-parts.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';
import {
  startTwilio,
  type TwilioAnswer,
  type TwilioServer,
  twilioVariables,
} from '../../support/twilio-server.ts';

const to = '+12025550143';
const callOutput = z.object({
  call: z.looseObject({ callId: z.string(), status: z.string() }),
});

let table: TestTable;
let twilio: TwilioServer;
let bench: LedgerBench;
let accountId: string;
let epochMs: number;
beforeAll(async () => {
  table = await createTestTable();
  twilio = await startTwilio();
});
afterAll(() => twilio[Symbol.asyncDispose]());
beforeEach(async () => {
  twilio.requests.length = 0;
  twilio.answer = undefined;
  epochMs = Date.parse(testTime);
  bench = createLedgerBench(table, { now });
  accountId = await putAccount(table);
  await bench.execute({ kind: 'open', accountId, actor: 'test' });
});
const now = () => new Date(epochMs);

/** A tool of the outreach server, through the meter. */
async function callTool(name: string, args: object, overrides: Partial<OutreachParts> = {}) {
  const calls = createCallStore({ ...table, now: () => epochMs });
  const refundUndelivered = createRefundUndelivered({ ledger: bench });
  const trackCall = createTrackCall({ calls, refundUndelivered });
  const outreach = buildOutreachParts(table, { now, calls, trackCall, ...overrides });
  const builtinServers = createBuiltinServers({ crm: createCrmStore(table), outreach });
  const entry = createServerCatalogue().find('outreach');
  const connection = await createConnectTools({ builtinServers })({ entry, clientId: accountId });
  const tool = connection.tools.find((listed) => listed.name === name)!;
  const toolCalls = createToolCallStore(table);
  const result = await createCallToolMetered({ ledger: bench, toolCalls, log: bench.log, now })({
    connection,
    tool,
    policy: getToolPolicy(entry, tool),
    args: { ...args },
    idempotencyKey: randomUUID(),
    payer: { accountId, actor: 'key:k', clientId: accountId },
  });
  await connection.close();
  return result;
}
const entries = async () =>
  (await bench.reader.readEntries(accountId, { order: 'oldest first', after: 1 })).map(
    ({ kind, tokens, reference }) => [kind, tokens, reference['reason']],
  );
const expectSound = async (balance: number) => {
  expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance });
  expect(await bench.reader.readOpenCharges(accountId)).toEqual([]);
};

function openTwilio(timeoutMs?: number): Partial<OutreachParts> {
  const config = readTelephonyConfig({ ...twilioVariables, TWILIO_API_URL: twilio.apiUrl });
  return { telephony: createTwilioTelephony(readTwilioAccount(config)!, { timeoutMs }) };
}

describe('a phone call that may not be placed', () => {
  const closed = callingHoursSchema.parse({ hours: '00:00-00:01', days: 'mon', timeZone: 'UTC' });

  it('at this hour takes no hold', async () => {
    const refused = await callTool('outbound_call', { to }, { callingHours: closed });
    expect(refused).toMatchObject({ isError: true, tokens: 0 });
    expect(refused.text).toContain('Calls are placed from 00:00 to 00:01');
    expect(await entries()).toEqual([]);
  });

  it.each([to, '+1 202 555 0143'])(
    'to %s, which is on the do-not-call list, takes no hold',
    async (spelt) => {
      await createDoNotCallStore({ ...table, now: () => epochMs }).add(accountId, to);
      const refused = await callTool('outbound_call', { to: spelt }, openTwilio());
      expect(refused).toMatchObject({ isError: true, tokens: 0 });
      expect(refused.text).toContain('do-not-call list');
      expect(await entries()).toEqual([]);
      expect(twilio.requests).toEqual([]);
    },
  );

  it('to a number without its country takes no hold', async () => {
    expect(await callTool('outbound_call', { to: '600 000 000' })).toMatchObject({ tokens: 0 });
    expect(await entries()).toEqual([]);
  });
});

describe('a phone call that Twilio does not place', () => {
  const refusals: [string, TwilioAnswer | null, RegExp][] = [
    ['a number that is none', { status: 400, body: { code: 21211 } }, /not a valid phone number/],
    ['a number that opted out', { status: 400, body: { code: 21610 } }, /not to be contacted/],
    [
      'too many calls',
      { status: 429, body: {}, headers: { 'retry-after': '7' } },
      /again in 7 seconds/,
    ],
    ['a wrong token', { status: 401, body: { code: 20003 } }, /Its operator must look/],
    ['a fault', { status: 500, body: {} }, /fault of its own/],
    ['silence', null, /did not answer in time/],
  ];
  it.each(refusals)('for %s says so, and costs nothing', async (_, answer, reason) => {
    twilio.answer = answer;
    const refused = await callTool('outbound_call', { to }, openTwilio(200));
    expect(refused).toMatchObject({ isError: true, tokens: 0, balanceAfter: 100 });
    expect(refused.text).toMatch(reason);
    expect(await entries()).toEqual([
      ['hold', -1, undefined],
      ['release', 1, 'the tool refused'],
    ]);
    await expectSound(100);
  });
});

describe('a phone call that was placed', () => {
  /** Places a simulated call, and looks at it a minute later, ten times at once. */
  async function placeAndLook(number: string) {
    const { structured } = await callTool('outbound_call', { to: number });
    const { callId } = callOutput.parse(structured).call;
    expect(await entries()).toEqual([['hold', -1, undefined]]);
    epochMs += 60_000;
    const looks = Array.from({ length: 10 }, () => callTool('get_call', { callId }));
    return (await Promise.all(looks)).map(({ structured }) => callOutput.parse(structured).call);
  }

  it('and failed is given back once, by whoever looks first, and says so', async () => {
    const [first, ...others] = await placeAndLook('+12025550004');
    expect(first).toMatchObject({ status: 'failed', refundedAt: expect.any(String) });
    for (const other of others) expect(other).toMatchObject({ status: 'failed' });
    expect(await entries()).toEqual([
      ['hold', -1, undefined],
      ['refund', 1, 'the call failed'],
    ]);
    await expectSound(100);
  });

  it.each([
    ['+12025550002', 'busy'],
    ['+12025550003', 'no-answer'],
    ['+12025550199', 'completed'],
  ])('to %s stays paid, as it ended %s', async (number, status) => {
    const [first] = await placeAndLook(number);
    expect(first).toMatchObject({ status });
    expect(first).not.toHaveProperty('refundedAt');
    await expectSound(99);
  });

  it('never shows what pays for it', async () => {
    const { structured } = await callTool('outbound_call', { to });
    expect(callOutput.parse(structured).call).not.toHaveProperty('charge');
  });
});
