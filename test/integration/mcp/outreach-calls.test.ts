import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from '../../../functions/app-error.ts';
import type { OutreachParts } from '../../../functions/mcp/servers/outreach-tool.ts';
import { callingHoursSchema } from '../../../functions/providers/telephony/calling-hours.ts';
import type { Telephony } from '../../../functions/providers/telephony/telephony.ts';
import { callSchema } from '../../../functions/store/outreach/calls.ts';
import { openOutreach, type OpenOutreach } from './open-outreach.ts';
import { readStructured } from './read-structured.ts';

const number = '+34600000000';
const callOutput = z.object({ call: callSchema });
const readCall = (result: Parameters<typeof readStructured>[0]) =>
  readStructured(result, callOutput).call;

let open: OpenOutreach;
beforeAll(async () => {
  open = await openOutreach();
});

/** A provider that takes every call and writes it down. */
function recordCalls() {
  const placed: string[] = [];
  const telephony: Telephony = {
    providerName: 'recorder',
    placeCall: async ({ to }) => {
      placed.push(to);
      return { providerCallId: `recorded-${placed.length}`, status: 'queued' };
    },
    readStatus: async () => ({ status: 'completed', durationSeconds: 21 }),
  };
  return { placed, telephony };
}

/** A server for a client of its own. */
const connect = (overrides?: Partial<OutreachParts>) => open.connect(randomUUID(), overrides);

describe('outbound_call', () => {
  it('places a call, says who carries it, and never shows the name it has there', async () => {
    const { telephony, placed } = recordCalls();
    const { callTool } = await connect({ telephony });
    const result = await callTool('outbound_call', { to: '+34 600 000 000', name: 'Lina' });
    const call = readCall(result);
    expect(call).toMatchObject({
      to: number,
      name: 'Lina',
      status: 'queued',
      provider: 'recorder',
    });
    expect(call.message).not.toBe('');
    expect(JSON.stringify(result)).not.toContain('recorded-1');
    expect(result.text).toContain('Lina');
    expect(placed).toEqual([number]);
  });

  it('is placed once for one idempotency key, and answers the same call again', async () => {
    const { telephony, placed } = recordCalls();
    const { callTool } = await connect({ telephony });
    const options = { idempotencyKey: randomUUID() };
    const first = readCall(await callTool('outbound_call', { to: number }, options));
    const again = readCall(await callTool('outbound_call', { to: number }, options));
    expect(again).toEqual(first);
    expect(placed).toHaveLength(1);
  });

  it('is refused by what the provider says, and kept as failed', async () => {
    const { telephony } = recordCalls();
    const placeCall = async () => {
      throw new AppError('provider_failed', { detail: 'The line is down.' });
    };
    const { callTool } = await connect({ telephony: { ...telephony, placeCall } });
    const options = { idempotencyKey: randomUUID() };
    const refused = await callTool('outbound_call', { to: number }, options);
    expect(refused).toMatchObject({ isError: true, text: 'The line is down.' });
    const again = await callTool('outbound_call', { to: number }, options);
    expect(again.isError).toBe(true);
    expect(again.text).toContain('failed');
  });

  it.each(['600 000 000', 'Lina', '+1'])('refuses to call %s', async (to) => {
    const { telephony, placed } = recordCalls();
    const { callTool } = await connect({ telephony });
    expect(await callTool('outbound_call', { to })).toMatchObject({ isError: true });
    expect(placed).toEqual([]);
  });
});

describe('what forbids a call', () => {
  const closed = callingHoursSchema.parse({
    hours: '09:00-18:00',
    days: 'mon,tue,wed,thu,fri',
    timeZone: 'Europe/Madrid',
  });
  // A Saturday.
  const now = () => new Date('2026-11-21T12:00:00Z');

  it.each([true, false])('is the hour, when only asked (%s), too', async (isPrecheck) => {
    const { telephony, placed } = recordCalls();
    const { callTool } = await connect({ telephony, callingHours: closed, now });
    const { isError, text } = await callTool('outbound_call', { to: number }, { isPrecheck });
    expect(isError).toBe(true);
    expect(text).toContain('09:00 to 18:00 on mon, tue, wed, thu, fri (Europe/Madrid)');
    expect(placed).toEqual([]);
  });

  it('is the do-not-call list, of that client alone', async () => {
    const { telephony, placed } = recordCalls();
    const { callTool } = await connect({ telephony });
    const other = await connect({ telephony });
    await callTool('do-not-call_add-number', { phone: '+34 600 000 000' });
    for (const isPrecheck of [true, false]) {
      const refused = await callTool('outbound_call', { to: number }, { isPrecheck });
      expect(refused).toMatchObject({ isError: true });
      expect(refused.text).toContain('do-not-call');
    }
    expect(placed).toEqual([]);
    expect((await other.callTool('outbound_call', { to: number })).isError).toBe(false);
    expect(placed).toEqual([number]);
  });

  it('can be asked for without calling anybody', async () => {
    const { telephony, placed } = recordCalls();
    const { callTool } = await connect({ telephony });
    const asked = await callTool('outbound_call', { to: number }, { isPrecheck: true });
    expect(asked.isError).toBe(false);
    expect(placed).toEqual([]);
  });
});

describe('get_call', () => {
  it('reads how the call stands, and keeps how it ended', async () => {
    const { telephony } = recordCalls();
    const clientId = randomUUID();
    const { callTool } = await open.connect(clientId, { telephony });
    const { callId } = readCall(await callTool('outbound_call', { to: number }));
    expect(readCall(await callTool('get_call', { callId }))).toMatchObject({ status: 'completed' });

    const readStatus = () => Promise.reject(new Error('An ended call is not asked for.'));
    const later = await open.connect(clientId, { telephony: { ...telephony, readStatus } });
    const kept = readCall(await later.callTool('get_call', { callId }));
    expect(kept).toMatchObject({ callId, status: 'completed' });
  });

  it('finds no call of another client', async () => {
    const { callTool } = await connect();
    const { callId } = readCall(await callTool('outbound_call', { to: number }));
    const stranger = await connect();
    expect(await stranger.callTool('get_call', { callId })).toMatchObject({
      isError: true,
      text: 'There is no call with this callId.',
    });
  });
});

describe('the do-not-call list', () => {
  const listOutput = z.object({
    numbers: z.array(z.object({ phone: z.string() })),
    cursor: z.string().nullable(),
  });

  it('is read page by page, each number once', async () => {
    const { callTool } = await connect();
    for (const phone of ['+34600000001', '+34600000002', '+34 600 000 001']) {
      await callTool('do-not-call_add-number', { phone });
    }
    const first = readStructured(
      await callTool('do-not-call_get-numbers', { limit: 1 }),
      listOutput,
    );
    const { cursor } = first;
    const rest = await callTool('do-not-call_get-numbers', { limit: 5, cursor });
    const all = [...first.numbers, ...readStructured(rest, listOutput).numbers];
    expect(all.map(({ phone }) => phone).toSorted()).toEqual(['+34600000001', '+34600000002']);
  });
});
