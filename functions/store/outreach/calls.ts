import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import {
  type CallState,
  callStatusSchema,
  hasCallEnded,
  movingStatuses,
} from '../../providers/telephony/telephony.ts';
import { createOnce } from '../crm/create-once.ts';
import type { CrmTable } from '../crm/crm-table.ts';
import { readCrmRow } from '../crm/read-row.ts';
import { createCrmRecordId } from '../crm/record-id.ts';
import { keys } from '../keys.ts';
import { changeRow } from './change-row.ts';

export const callSchema = z.object({
  callId: z.string(),
  to: z.string(),
  name: z.string().optional(),
  message: z.string(),
  /** `placing`: asked for, with no answer of the provider yet. */
  status: z.union([callStatusSchema, z.literal('placing')]),
  /** Who carries it; `simulator` calls nobody. */
  provider: z.string(),
  placedAt: z.iso.datetime(),
  providerCallId: z.string().optional(),
  /** How long it was talked. */
  durationSeconds: z.int().min(0).optional(),
  /** What pays for it. */
  charge: z.object({ accountId: z.string(), chargeId: z.string() }).optional(),
  /** When its price was given back, as it failed after it had been placed. */
  refundedAt: z.iso.datetime().optional(),
});
export type Call = z.infer<typeof callSchema>;
type CallStatus = Call['status'];
export type NewCall = Pick<Call, 'to' | 'name' | 'message' | 'provider' | 'charge'>;
/** How a call stands at its provider, and what it is called there. */
export interface CallEvent extends CallState {
  readonly providerCallId: string;
}

export interface CallStore {
  /** The same key again is the same call, which was created before. */
  create(
    clientId: string,
    call: NewCall,
    idempotencyKey?: string,
  ): Promise<{ readonly call: Call; readonly isNew: boolean }>;
  /** @throws AppError `call_not_found` */
  get(clientId: string, callId: string): Promise<Call>;
  /**
   * Writes how the call stands now. What is older than what is known, or speaks of another call of
   * the provider, changes nothing.
   *
   * @returns the call as it stands then
   */
  advance(clientId: string, callId: string, event: CallEvent): Promise<Call>;
  /** Writes that a call never reached its provider, unless the provider says otherwise. */
  markNotPlaced(clientId: string, callId: string): Promise<Call>;
  /** Names what pays for the call from now on, unless it has failed. */
  payBy(clientId: string, callId: string, charge: NonNullable<Call['charge']>): Promise<Call>;
  /** Notes that what paid for the call was given back. */
  markRefunded(clientId: string, callId: string): Promise<Call>;
}

/** The calls of each client. */
export function createCallStore(table: CrmTable): CallStore {
  const keyOf = (clientId: string, callId: string) => keys.outreachRecord(clientId, 'CALL', callId);
  const nowText = () => new Date(table.now()).toISOString();

  const get = async (clientId: string, callId: string) => {
    const call = await readCrmRow(table, keyOf(clientId, callId), callSchema);
    if (call) return call;
    throw new AppError('call_not_found', { detail: 'There is no call with this callId.' });
  };

  /** Changes a call that stands as it must; one that does not is answered as it is. */
  async function change(
    [clientId, callId]: readonly [string, string],
    members: Partial<Call>,
    only: { from: readonly CallStatus[]; condition?: string },
  ): Promise<Call> {
    const changed = await changeRow(table, keyOf(clientId, callId), members, only);
    return changed === null ? get(clientId, callId) : callSchema.parse(changed);
  }

  return {
    get,
    create: async (clientId, newCall, idempotencyKey) => {
      const callId = createCrmRecordId(table.now());
      const call: Call = { ...newCall, callId, status: 'placing', placedAt: nowText() };
      const Item = { ...keyOf(clientId, callId), ...call };
      const creation = await createOnce(table, {
        clientId,
        recordId: callId,
        writes: [{ Put: { TableName: table.tableName, Item } }],
        idempotencyKey: idempotencyKey && `call:${idempotencyKey}`,
      });
      if (creation.outcome !== 'replayed') return { call, isNew: true };
      return { call: await get(clientId, creation.recordId), isNew: false };
    },
    advance: (clientId, callId, event) =>
      change([clientId, callId], event, {
        from: statusesUpTo(event.status),
        condition: isSameCall,
      }),
    markNotPlaced: (clientId, callId) =>
      change([clientId, callId], { status: 'failed' }, { from: ['placing'] }),
    payBy: (clientId, callId, charge) =>
      change([clientId, callId], { charge }, { from: unfailedStatuses }),
    markRefunded: (clientId, callId) =>
      change([clientId, callId], { refundedAt: nowText() }, { from: ['failed'] }),
  };
}

const isSameCall = '(attribute_not_exists(providerCallId) OR providerCallId = :providerCallId)';

const unfailedStatuses: readonly CallStatus[] = [
  'placing',
  ...callStatusSchema.options.filter((status) => status !== 'failed'),
];

/** From which a call comes to a status, that status among them; an ended call stays ended so. */
function statusesUpTo(status: CallState['status']): readonly CallStatus[] {
  if (hasCallEnded(status)) return ['placing', ...movingStatuses, status];
  return ['placing', ...movingStatuses.slice(0, movingStatuses.indexOf(status) + 1)];
}
