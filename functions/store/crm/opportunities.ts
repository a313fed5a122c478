import { AppError } from '../../app-error.ts';
import { createOpportunity } from './create-opportunity.ts';
import {
  opportunitySchema,
  type NewOpportunity,
  type Opportunity,
  type OpportunityChanges,
} from './opportunity-rows.ts';
import { readCrmPage, type CrmPage } from './read-page.ts';
import { readCrmRow } from './read-row.ts';
import type { CrmTable } from './crm-table.ts';
import { updateOpportunity } from './update-opportunity.ts';
import { keys } from '../keys.ts';

export interface OpportunitySearch extends Partial<
  Pick<Opportunity, 'contactId' | 'pipelineId' | 'pipelineStageId' | 'status'>
> {
  /** Part of the name, in any case. */
  readonly query?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface OpportunityStore {
  /** @throws AppError not_found for a contact, malformed_request for a stage, that is not there */
  create(clientId: string, opportunity: NewOpportunity, key?: string): Promise<Opportunity>;
  get(clientId: string, opportunityId: string): Promise<Opportunity | undefined>;
  /** Newest first. */
  search(clientId: string, search: OpportunitySearch): Promise<CrmPage<Opportunity>>;
  /** @throws AppError not_found, or malformed_request for a stage that is not there */
  update(clientId: string, id: string, changes: OpportunityChanges): Promise<Opportunity>;
}

export function createOpportunityStore(table: CrmTable): OpportunityStore {
  const get = (clientId: string, opportunityId: string) =>
    readCrmRow(table, keys.crmRecord(clientId, 'OPPORTUNITY', opportunityId), opportunitySchema);
  return {
    get,
    create: (clientId, opportunity, key) => createOpportunity(table, clientId, opportunity, key),
    update: async (clientId, opportunityId, changes) => {
      const before = await get(clientId, opportunityId);
      const after = before && (await updateOpportunity(table, clientId, before, changes));
      if (after) return after;
      throw new AppError('not_found', {
        detail: 'There is no opportunity with this opportunityId.',
      });
    },
    search: (clientId, { limit, cursor, ...wanted }) => {
      const { pk, sk } = keys.crmRecord(clientId, 'OPPORTUNITY', '');
      return readCrmPage(table, {
        partition: pk,
        prefix: sk,
        parse: (row) => opportunitySchema.parse(row),
        isWanted: (row) => isMatch(row, wanted),
        limit,
        cursor,
      });
    },
  };
}

type OpportunityFilter = Omit<OpportunitySearch, 'limit' | 'cursor'>;

function isMatch(row: Opportunity, { query = '', ...exact }: OpportunityFilter): boolean {
  const { contactId, pipelineId, pipelineStageId, status } = exact;
  return (
    (contactId === undefined || row.contactId === contactId) &&
    (pipelineId === undefined || row.pipelineId === pipelineId) &&
    (pipelineStageId === undefined || row.pipelineStageId === pipelineStageId) &&
    (status === undefined || row.status === status) &&
    row.name.toLowerCase().includes(query.trim().toLowerCase())
  );
}
