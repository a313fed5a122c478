import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTrackCall } from '../../../functions/operations/track-call.ts';
import type { Undelivered } from '../../../functions/operations/refund-undelivered.ts';
import type { CallState } from '../../../functions/providers/telephony/telephony.ts';
import { type CallStore, createCallStore } from '../../../functions/store/outreach/calls.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const charge = { accountId: 'ada', chargeId: 'charge-1' };
const providerCallId = 'CA1';

/** Every order in which these can come. */
const ordersOf = <Item>(items: readonly Item[]): Item[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, index) =>
        ordersOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
      );

describe('how a call goes', () => {
  let table: TestTable;
  let calls: CallStore;
  let refunds: Undelivered[];
  let clientId: string;
  let callId: string;
  beforeAll(async () => {
    table = await createTestTable();
    calls = createCallStore({ ...table, now: Date.now });
  });
  beforeEach(async () => {
    refunds = [];
    ({ clientId, callId } = await openCall());
  });

  async function openCall() {
    const clientId = randomUUID();
    const newCall = { to: '+12025550143', message: 'Hello', provider: 'Twilio', charge };
    return { clientId, callId: (await calls.create(clientId, newCall)).call.callId };
  }
  const refundUndelivered = async (undelivered: Undelivered) => refunds.push(undelivered);
  const track = (state: CallState, name = providerCallId) =>
    createTrackCall({ calls, refundUndelivered })(clientId, callId, {
      ...state,
      providerCallId: name,
    });

  const told: readonly CallState[] = [
    { status: 'queued' },
    { status: 'ringing' },
    { status: 'in-progress' },
    { status: 'completed', durationSeconds: 21 },
  ];
  it('ends the same in whatever order it is told, and however often', async () => {
    const trackCall = createTrackCall({ calls, refundUndelivered });
    const ends = ordersOf(told).map(async (order) => {
      const { clientId, callId } = await openCall();
      for (const state of [...order, ...order]) {
        await trackCall(clientId, callId, { ...state, providerCallId });
      }
      return calls.get(clientId, callId);
    });
    for (const end of await Promise.all(ends)) {
      expect(end).toMatchObject({ status: 'completed', durationSeconds: 21, providerCallId });
    }
  });

  it('never goes back', async () => {
    await track({ status: 'in-progress' });
    expect(await track({ status: 'ringing' })).toMatchObject({ status: 'in-progress' });
    await track({ status: 'busy' });
    for (const state of told) expect(await track(state)).toMatchObject({ status: 'busy' });
  });

  it('learns its length from who tells the end a second time', async () => {
    await track({ status: 'completed' });
    expect(await track({ status: 'completed', durationSeconds: 5 })).toMatchObject({
      durationSeconds: 5,
    });
  });

  it('hears nothing of another call of the provider', async () => {
    await track({ status: 'ringing' });
    expect(await track({ status: 'failed' }, 'CA2')).toMatchObject({
      status: 'ringing',
      providerCallId,
    });
    expect(refunds).toEqual([]);
  });

  it.each(['completed', 'busy', 'no-answer', 'canceled'] as const)(
    'stays paid when it ended %s: it was placed',
    async (status) => {
      await track({ status });
      expect(refunds).toEqual([]);
    },
  );

  it('has its price given back when it failed, and says so', async () => {
    expect(await track({ status: 'failed' })).toMatchObject({
      status: 'failed',
      refundedAt: expect.any(String),
    });
    await track({ status: 'failed' });
    expect(refunds).toEqual([{ ...charge, reason: 'the call failed' }]);
  });

  it('has its price given back by the next who looks, where that broke off', async () => {
    const dies = async () => {
      throw new Error('this process is dead');
    };
    const event = { status: 'failed', providerCallId } as const;
    const tracking = createTrackCall({ calls, refundUndelivered: dies });
    await expect(tracking(clientId, callId, event)).rejects.toThrow('dead');
    expect(await calls.get(clientId, callId)).not.toHaveProperty('refundedAt');
    await track({ status: 'failed' });
    expect(refunds).toHaveLength(1);
  });

  it('leaves what never reached the provider to the meter', async () => {
    expect(await calls.markNotPlaced(clientId, callId)).toMatchObject({ status: 'failed' });
    await track({ status: 'ringing' });
    expect(await calls.get(clientId, callId)).toMatchObject({ status: 'failed' });
    expect(refunds).toEqual([]);
  });

  it('is not taken for unplaced once the provider has named it', async () => {
    await track({ status: 'queued' });
    expect(await calls.markNotPlaced(clientId, callId)).toMatchObject({ status: 'queued' });
  });

  it('is paid by another charge only while it has not failed', async () => {
    const other = { accountId: 'ada', chargeId: 'charge-2' };
    expect(await calls.payBy(clientId, callId, other)).toMatchObject({ charge: other });
    await track({ status: 'failed' });
    expect(await calls.payBy(clientId, callId, charge)).toMatchObject({ charge: other });
  });

  it('is of a call that exists', async () => {
    callId = 'no such call';
    await expect(track({ status: 'ringing' })).rejects.toMatchObject({ code: 'call_not_found' });
  });
});
