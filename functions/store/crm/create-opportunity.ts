import { AppError } from '../../app-error.ts';
import type { CrmWrite } from './commit.ts';
import { contactMissingError } from './contact-writes.ts';
import { createOnce } from './create-once.ts';
import { opportunitySchema, type NewOpportunity, type Opportunity } from './opportunity-rows.ts';
import { defaultPipeline, firstStageId, requireStage } from './pipelines.ts';
import { readCrmRow } from './read-row.ts';
import { createCrmRecordId } from './record-id.ts';
import type { CrmTable } from './crm-table.ts';
import { keys } from '../keys.ts';

/** Opens an opportunity for a contact that exists, in the first stage unless told otherwise. */
export async function createOpportunity(
  table: CrmTable,
  clientId: string,
  wanted: NewOpportunity,
  idempotencyKey: string | undefined,
): Promise<Opportunity> {
  const opportunity = buildOpportunity(table.now(), wanted);
  const creation = await createOnce(table, {
    clientId,
    recordId: opportunity.id,
    writes: buildWrites(table, clientId, opportunity),
    idempotencyKey: idempotencyKey && `opportunity:${idempotencyKey}`,
  });
  if (creation.outcome === 'created') return opportunity;
  if (creation.outcome === 'refused') throw contactMissingError();
  const key = keys.crmRecord(clientId, 'OPPORTUNITY', creation.recordId);
  const earlier = await readCrmRow(table, key, opportunitySchema);
  if (earlier) return earlier;
  throw new AppError('not_found', { detail: 'The opportunity this request made is gone.' });
}

function buildOpportunity(epochMs: number, wanted: NewOpportunity): Opportunity {
  const createdAt = new Date(epochMs).toISOString();
  const pipelineId = wanted.pipelineId ?? defaultPipeline.id;
  const pipelineStageId = wanted.pipelineStageId ?? firstStageId;
  requireStage(pipelineId, pipelineStageId);
  return {
    ...wanted,
    id: createCrmRecordId(epochMs),
    pipelineId,
    pipelineStageId,
    status: wanted.status ?? 'open',
    createdAt,
    updatedAt: createdAt,
  };
}

function buildWrites(table: CrmTable, clientId: string, opportunity: Opportunity): CrmWrite[] {
  const { tableName: TableName } = table;
  const { contactId, id } = opportunity;
  const Item = { ...keys.crmRecord(clientId, 'OPPORTUNITY', id), ...opportunity };
  const contactExists = {
    TableName,
    Key: keys.contact(clientId, contactId),
    ConditionExpression: 'attribute_exists(pk)',
  };
  return [{ ConditionCheck: contactExists }, { Put: { TableName, Item } }];
}
