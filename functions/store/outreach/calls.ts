import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { callStatusSchema } from '../../providers/telephony/telephony.ts';
import { createOnce } from '../crm/create-once.ts';
import type { CrmTable } from '../crm/crm-table.ts';
import { readCrmRow } from '../crm/read-row.ts';
import { createCrmRecordId } from '../crm/record-id.ts';
import { keys } from '../keys.ts';

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
});
export type Call = z.infer<typeof callSchema>;
export type NewCall = Pick<Call, 'to' | 'name' | 'message' | 'provider'>;

export interface CallStore {
  /** The same key again is the same call, which was created before. */
  create(
    clientId: string,
    call: NewCall,
    idempotencyKey?: string,
  ): Promise<{ readonly call: Call; readonly isNew: boolean }>;
  /** @throws AppError `not_found` */
  get(clientId: string, callId: string): Promise<Call>;
  /** Writes how the call stands now. */
  update(
    clientId: string,
    callId: string,
    change: Pick<Call, 'status' | 'providerCallId'>,
  ): Promise<Call>;
}

/** The calls of each client. */
export function createCallStore(table: CrmTable): CallStore {
  const get = async (clientId: string, callId: string) => {
    const call = await readCrmRow(table, keys.outreachRecord(clientId, 'CALL', callId), callSchema);
    if (call) return call;
    throw new AppError('not_found', { detail: 'There is no call with this callId.' });
  };
  return {
    get,
    create: async (clientId, newCall, idempotencyKey) => {
      const callId = createCrmRecordId(table.now());
      const placedAt = new Date(table.now()).toISOString();
      const call: Call = { ...newCall, callId, status: 'placing', placedAt };
      const Item = { ...keys.outreachRecord(clientId, 'CALL', callId), ...call };
      const creation = await createOnce(table, {
        clientId,
        recordId: callId,
        writes: [{ Put: { TableName: table.tableName, Item } }],
        idempotencyKey: idempotencyKey && `call:${idempotencyKey}`,
      });
      if (creation.outcome !== 'replayed') return { call, isNew: true };
      return { call: await get(clientId, creation.recordId), isNew: false };
    },
    update: async (clientId, callId, change) => {
      const { Attributes } = await table.documents.send(
        new UpdateCommand({
          TableName: table.tableName,
          Key: keys.outreachRecord(clientId, 'CALL', callId),
          UpdateExpression: 'SET #status = :status, providerCallId = :providerCallId',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':status': change.status,
            ':providerCallId': change.providerCallId ?? '',
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return callSchema.parse(Attributes);
    },
  };
}
