import type { Call } from '../../functions/store/outreach/calls.ts';
import { createCallStore } from '../../functions/store/outreach/calls.ts';
import type { TestTable } from './table.ts';

/** A call that its provider has named `CA1`. @returns its id */
export async function putPlacedCall(
  table: TestTable,
  clientId: string,
  charge?: Call['charge'],
): Promise<string> {
  const calls = createCallStore({ ...table, now: Date.now });
  const newCall = { to: '+12025550143', message: 'Hello', provider: 'Twilio', charge };
  const { call } = await calls.create(clientId, newCall);
  await calls.advance(clientId, call.callId, { status: 'queued', providerCallId: 'CA1' });
  return call.callId;
}
