import { randomUUID } from 'node:crypto';
import { createLedger, type LedgerDependencies } from '../../functions/ledger/ledger.ts';
import { chargeSchema, heldSchema } from '../../shared/api/charges.ts';
import type { ApiClient } from './api-client.ts';
import { createRecordingLog } from './recording-log.ts';
import type { TestTable } from './table.ts';

/** The header of a request that is carried out once. */
export const keyed = (key: string = randomUUID()) => ({ 'idempotency-key': key });

/** Charges for one message, unless the body says otherwise. */
export async function makeCharge(client: ApiClient, body: Record<string, unknown> = {}) {
  const request = { service: 'ai_chat_message', ...body };
  const answer = await client.call('POST', '/api/tokens/charges', request, keyed());
  return chargeSchema.parse(answer.body);
}

/** Holds 20 tokens for 100 leads, unless the body says otherwise. */
export async function takeHold(client: ApiClient, body: Record<string, unknown> = {}) {
  const request = { service: 'business_collector', quantity: 100, ...body };
  const answer = await client.call('POST', '/api/tokens/holds', request, keyed());
  return heldSchema.parse(answer.body);
}

/** Beside the functions of the test: a ledger, and what happens in the past. */
export function createTestLedger(table: TestTable, overrides: Partial<LedgerDependencies> = {}) {
  return createLedger({ ...table, log: createRecordingLog(), ...overrides });
}

/** A hold as the API takes it, whose deadline passed long ago and that nobody has swept. */
export async function takeOverdueHold(table: TestTable, accountId: string): Promise<string> {
  const anHourAgo = new Date(Date.now() - 3_600_000);
  const { chargeId } = await createTestLedger(table, { now: () => anHourAgo }).execute({
    kind: 'hold',
    accountId,
    actor: 'test',
    idempotencyKey: `api:${randomUUID()}`,
    service: 'business_collector',
    quantity: 100,
    holdSeconds: 60,
    reference: { via: 'api' },
  });
  return chargeId;
}

/** All entries of an account, oldest first. */
export const readEntries = (table: TestTable, accountId: string) =>
  createTestLedger(table).reader.readEntries(accountId, { order: 'oldest first', after: null });
