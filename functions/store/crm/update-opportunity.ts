import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  opportunitySchema,
  type Opportunity,
  type OpportunityChanges,
} from './opportunity-rows.ts';
import { requireStage } from './pipelines.ts';
import type { CrmTable } from './crm-table.ts';
import { keys } from '../keys.ts';

/**
 * Sets only the fields that change, so that two people changing different ones both succeed.
 *
 * @throws AppError malformed_request for a stage that the pipeline does not have
 */
export async function updateOpportunity(
  table: CrmTable,
  clientId: string,
  before: Opportunity,
  changes: OpportunityChanges,
): Promise<Opportunity> {
  requireStage(
    changes.pipelineId ?? before.pipelineId,
    changes.pipelineStageId ?? before.pipelineStageId,
  );
  const updatedAt = new Date(table.now()).toISOString();
  const fields = Object.entries({ ...changes, updatedAt }).filter(([, value]) => value != null);
  const { Attributes } = await table.documents.send(
    new UpdateCommand({
      TableName: table.tableName,
      Key: keys.crmRecord(clientId, 'OPPORTUNITY', before.id),
      UpdateExpression: `SET ${fields.map((_, index) => `#f${index} = :v${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(
        fields.map(([name], index) => [`#f${index}`, name]),
      ),
      ExpressionAttributeValues: Object.fromEntries(
        fields.map(([, value], index) => [`:v${index}`, value]),
      ),
      ReturnValues: 'ALL_NEW',
    }),
  );
  return opportunitySchema.parse(Attributes);
}
