import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readTelephonyConfig } from '../../../functions/providers/outreach-config.ts';
import { chooseTelephony } from '../../../functions/providers/telephony/choose-telephony.ts';
import { createSimulatedTelephony } from '../../../functions/providers/telephony/simulated-telephony.ts';

const twilioVariables = {
  TWILIO_ACCOUNT_SID: 'AC0123456789',
  TWILIO_AUTH_TOKEN: 'a token for tests only',
  TWILIO_FROM: '+15005550006',
};
const now = () => new Date('2026-11-23T12:00:00Z');

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers as Twilio would, and writes down what it was asked. */
async function startTwilio(answer: Answer) {
  const requests: {
    method?: string;
    url?: string;
    authorization?: string;
    form: URLSearchParams;
  }[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const { method, url, headers } = incoming;
      const { authorization } = headers;
      requests.push({ method, url, authorization, form: new URLSearchParams(body) });
      outgoing.writeHead(answer.status, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo;
  const config = { ...twilioVariables, TWILIO_API_URL: `http://127.0.0.1:${port}` };
  return { requests, telephony: chooseTelephony(readTelephonyConfig(config), now) };
}

describe('calls through Twilio', () => {
  it('are placed from our number, by our account, with the message said as it is', async () => {
    const { requests, telephony } = await startTwilio({
      status: 201,
      body: { sid: 'CA1', status: 'queued' },
    });
    const message = 'Sale: 2 < 3 & "more"</Say><Hangup/>';
    const placed = await telephony.placeCall({ to: '+34600000000', message });
    expect(placed).toEqual({ providerCallId: 'CA1', status: 'queued' });
    const [request] = requests;
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

  it('are asked for by the name that they have there', async () => {
    const { requests, telephony } = await startTwilio({
      status: 200,
      body: { sid: 'CA1', status: 'no-answer' },
    });
    const call = { providerCallId: 'CA1', to: '+34600000000', placedAt: now().toISOString() };
    expect(await telephony.readStatus(call)).toBe('no-answer');
    expect(requests[0]?.url).toBe('/2010-04-01/Accounts/AC0123456789/Calls/CA1.json');
  });

  it.each<[string, Answer, RegExp]>([
    [
      'what is wrong with the number',
      { status: 400, body: { code: 21211, message: 'The number is not valid.' } },
      /not placed: The number is not valid/,
    ],
    ['that our account is refused', { status: 401, body: { message: 'AC0123' } }, /status 401/],
    ['that it is down', { status: 503, body: 'no' }, /status 503/],
    ['that it makes no sense', { status: 201, body: { sid: 1 } }, /cannot be read/],
  ])('say %s', async (_, answer, reason) => {
    const { telephony } = await startTwilio(answer);
    const placing = telephony.placeCall({ to: '+34600000000', message: 'Hello' });
    await expect(placing).rejects.toMatchObject({
      code: 'provider_failed',
      message: expect.stringMatching(reason),
    });
  });

  it('are not placed where nobody answers', async () => {
    const config = { ...twilioVariables, TWILIO_API_URL: 'http://127.0.0.1:9' };
    const telephony = chooseTelephony(readTelephonyConfig(config), now);
    await expect(telephony.placeCall({ to: '+34600000000', message: 'x' })).rejects.toMatchObject({
      code: 'provider_failed',
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
  const statusOf = (to: string, ageMs: number) =>
    simulator.readStatus({
      providerCallId: 'simulated-1',
      to,
      placedAt: new Date(now().getTime() - ageMs).toISOString(),
    });

  it('wait, ring, talk and end', async () => {
    const ages = [0, 3_000, 7_000, 60_000];
    const statuses = await Promise.all(ages.map((ageMs) => statusOf('+34600000000', ageMs)));
    expect(statuses).toEqual(['queued', 'ringing', 'in-progress', 'completed']);
  });

  it.each([
    ['+34600000002', 'busy'],
    ['+34600000003', 'no-answer'],
    ['+34600000004', 'failed'],
  ])('to %s end %s, after ringing', async (to, ending) => {
    expect(await statusOf(to, 3_000)).toBe('ringing');
    expect(await statusOf(to, 7_000)).toBe(ending);
    expect(await statusOf(to, 60_000)).toBe(ending);
  });

  it('are refused to numbers ending in 0001', async () => {
    await expect(
      simulator.placeCall({ to: '+34600000001', message: 'Hello' }),
    ).rejects.toMatchObject({ code: 'provider_failed' });
  });
});
