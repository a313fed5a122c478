import { describe, expect, it, onTestFinished } from 'vitest';
import { readTelephonyConfig } from '../../../functions/providers/outreach-config.ts';
import { chooseTelephony } from '../../../functions/providers/telephony/choose-telephony.ts';
import { createSimulatedTelephony } from '../../../functions/providers/telephony/simulated-telephony.ts';
import { readTwilioAccount } from '../../../functions/providers/telephony/twilio-account.ts';
import { createTwilioTelephony } from '../../../functions/providers/telephony/twilio-telephony.ts';
import { startTwilio, type TwilioAnswer, twilioVariables } from '../../support/twilio-server.ts';

const now = () => new Date('2026-11-23T12:00:00Z');
const hello = { to: '+34600000000', message: 'Hello', clientId: '15', callId: 'c1' };

async function openTwilio(answer?: TwilioAnswer | null, variables: object = {}) {
  const twilio = await startTwilio();
  onTestFinished(() => twilio[Symbol.asyncDispose]());
  twilio.answer = answer;
  const config = { ...twilioVariables, TWILIO_API_URL: twilio.apiUrl, ...variables };
  return { twilio, telephony: chooseTelephony(readTelephonyConfig(config), now) };
}

describe('calls through Twilio', () => {
  it('are placed from our number, by our account, with the message said as it is', async () => {
    const { twilio, telephony } = await openTwilio();
    const message = 'Sale: 2 < 3 & "more"</Say><Hangup/>';
    const placed = await telephony.placeCall({ ...hello, message });
    expect(placed).toEqual({ providerCallId: 'CA1', status: 'queued' });
    const [request] = twilio.requests;
    expect(request).toMatchObject({
      method: 'POST',
      url: '/2010-04-01/Accounts/AC0123456789/Calls.json',
      authorization: `Basic ${btoa('AC0123456789:a token for tests only')}`,
    });
    expect(Object.fromEntries(request?.form ?? [])).toEqual({
      To: '+34600000000',
      From: '+15005550006',
      Twiml:
        '<Response><Say>Sale: 2 &lt; 3 &amp; &quot;more&quot;&lt;/Say&gt;&lt;Hangup/&gt;</Say></Response>',
    });
  });

  it('are told to an address of their own, where the product has one', async () => {
    const origin = { PUBLIC_ORIGIN: 'https://copilot.example.com/' };
    const { twilio, telephony } = await openTwilio(undefined, origin);
    await telephony.placeCall(hello);
    const form = twilio.requests[0]?.form;
    expect(form?.getAll('StatusCallback')).toEqual([
      'https://copilot.example.com/api/webhooks/twilio/15/c1#rc=3&rp=ct,rt,5xx',
    ]);
    expect(form?.get('StatusCallbackMethod')).toBe('POST');
    expect(form?.getAll('StatusCallbackEvent')).toEqual([
      'initiated',
      'ringing',
      'answered',
      'completed',
    ]);
  });

  it('are told to no address that Twilio cannot reach', async () => {
    const { twilio, telephony } = await openTwilio(undefined, {
      PUBLIC_ORIGIN: 'http://localhost:3000',
    });
    await telephony.placeCall(hello);
    expect(twilio.requests[0]?.form.has('StatusCallback')).toBe(false);
  });

  it.each([
    [{ status: 'no-answer', duration: null }, { status: 'no-answer' }],
    [
      { status: 'completed', duration: '21' },
      { status: 'completed', durationSeconds: 21 },
    ],
    [{ status: 'initiated', duration: '-1' }, { status: 'queued' }],
  ])('are asked for by the name that they have there: %j', async (body, state) => {
    const { twilio, telephony } = await openTwilio({ status: 200, body: { sid: 'CA1', ...body } });
    const call = { providerCallId: 'CA1', to: '+34600000000', placedAt: now().toISOString() };
    expect(await telephony.readStatus(call)).toEqual(state);
    expect(twilio.requests[0]?.url).toBe('/2010-04-01/Accounts/AC0123456789/Calls/CA1.json');
  });

  const refusals: [string, TwilioAnswer, RegExp][] = [
    [
      'that the number is none',
      { status: 400, body: { code: 21211, message: "The 'To' number is not valid." } },
      /^The call was not placed: this is not a valid phone number$/,
    ],
    ['that nobody is reached', { status: 400, body: { code: 21214 } }, /cannot be reached$/],
    ['that the number opted out', { status: 400, body: { code: 21610 } }, /not to be contacted$/],
    ['that the country is closed', { status: 400, body: { code: 21215 } }, /not switched on/],
    [
      'what else Twilio says of the number',
      { status: 400, body: { code: 99999, message: 'No such thing.' } },
      /^The call was not placed: No such thing.$/,
    ],
    ['that it was refused without a word', { status: 404, body: 'no' }, /with status 404/],
    [
      'that our account is refused',
      { status: 401, body: { message: 'AC0123' } },
      /account of this/,
    ],
    [
      'when to come again',
      { status: 429, body: {}, headers: { 'retry-after': '30' } },
      /again in 30 seconds/,
    ],
    [
      'to come again',
      { status: 429, body: {}, headers: { 'retry-after': 'Fri, 01 Jan 2027 00:00:00 GMT' } },
      /again shortly/,
    ],
    ['that it is down', { status: 503, body: 'no' }, /fault of its own \(status 503\)/],
    ['that it makes no sense', { status: 201, body: { sid: 1 } }, /cannot be read/],
  ];
  it.each(refusals)('say %s', async (_, answer, reason) => {
    const { telephony } = await openTwilio(answer);
    const error: unknown = await telephony.placeCall(hello).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'provider_failed',
      message: expect.stringMatching(reason),
    });
    expect(String(error)).not.toContain('AC0123');
  });

  it('say of each failure something else', () => {
    const reasons = refusals.map(([, , { source }]) => source);
    expect(new Set(reasons).size).toBe(reasons.length);
  });

  it('are not placed where nobody listens', async () => {
    const { telephony } = await openTwilio(undefined, { TWILIO_API_URL: 'http://127.0.0.1:9' });
    await expect(telephony.placeCall(hello)).rejects.toMatchObject({
      code: 'provider_failed',
      message: 'Twilio cannot be reached.',
    });
  });

  it('are not placed where no answer comes in time', async () => {
    const { twilio } = await openTwilio(null);
    const config = readTelephonyConfig({ ...twilioVariables, TWILIO_API_URL: twilio.apiUrl });
    const account = readTwilioAccount(config);
    const telephony = account && createTwilioTelephony(account, { timeoutMs: 50 });
    await expect(telephony?.placeCall(hello)).rejects.toMatchObject({
      code: 'provider_failed',
      message: expect.stringContaining('did not answer in time'),
    });
  });
});

describe('the choice of who calls', () => {
  it('falls on the simulator where nothing is said', () => {
    expect(chooseTelephony(readTelephonyConfig({}), now).providerName).toBe('simulator');
  });

  it('never falls on the simulator where Twilio is meant', () => {
    const { TWILIO_AUTH_TOKEN: _, ...halves } = twilioVariables;
    expect(() => chooseTelephony(readTelephonyConfig(halves), now)).toThrow('TWILIO_AUTH_TOKEN');
  });

  it('names the calling hours that cannot be understood', () => {
    expect(() => readTelephonyConfig({ CALL_HOURS: 'nine to five' })).toThrow('CALL_HOURS');
  });
});

describe('simulated calls', () => {
  const simulator = createSimulatedTelephony({ now });
  const stateOf = (to: string, ageMs: number) =>
    simulator.readStatus({
      providerCallId: 'simulated-1',
      to,
      placedAt: new Date(now().getTime() - ageMs).toISOString(),
    });

  it('wait, ring, talk and end', async () => {
    const ages = [0, 3_000, 7_000, 60_000];
    const states = await Promise.all(ages.map((ageMs) => stateOf('+34600000000', ageMs)));
    expect(states).toEqual([
      { status: 'queued' },
      { status: 'ringing' },
      { status: 'in-progress' },
      { status: 'completed', durationSeconds: 20 },
    ]);
  });

  it.each([
    ['+34600000002', 'busy'],
    ['+34600000003', 'no-answer'],
    ['+34600000004', 'failed'],
  ])('to %s end %s, after ringing', async (to, ending) => {
    expect(await stateOf(to, 3_000)).toEqual({ status: 'ringing' });
    expect(await stateOf(to, 7_000)).toEqual({ status: ending });
    expect(await stateOf(to, 60_000)).toEqual({ status: ending });
  });

  it('are refused to numbers ending in 0001', async () => {
    await expect(simulator.placeCall({ ...hello, to: '+34600000001' })).rejects.toMatchObject({
      code: 'provider_failed',
    });
  });
});
