import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { crmLimits } from '../../store/crm/crm-limits.ts';
import {
  opportunitySchema,
  opportunityStatuses,
  type Opportunity,
} from '../../store/crm/opportunity-rows.ts';
import { pipelines, pipelineSchema } from '../../store/crm/pipelines.ts';
import { crmFields, cursorOutput } from './crm-input-fields.ts';
import { toolKinds } from './tool-kinds.ts';
import { defineCrmTool } from './crm-tool.ts';
import { describePage } from './describe-page.ts';

const opportunityOutput = z.object({ opportunity: opportunitySchema });
const status = z.enum(opportunityStatuses).describe('Where the deal stands.');

const optionalFields = {
  pipelineId: crmFields.pipelineId.optional(),
  pipelineStageId: crmFields.pipelineStageId.optional(),
  status: status.optional(),
  monetaryValue: z
    .number()
    .min(0)
    .max(crmLimits.monetaryValue)
    .optional()
    .describe('What the deal is worth.'),
  source: crmFields.text(crmLimits.fieldCharacters, 'Where the deal came from.').optional(),
} as const;

const summariseOpportunity = (opportunity: Opportunity) => {
  const { name, status, pipelineStageId, monetaryValue, contactId, id } = opportunity;
  const worth = monetaryValue === undefined ? '' : `, worth ${monetaryValue}`;
  const ids = `opportunityId ${id}, contactId ${contactId}`;
  return `- ${name}, ${status}, stage ${pipelineStageId}${worth} (${ids})`;
};

const answerOpportunity = (lead: string, opportunity: Opportunity) => ({
  text: `${lead}:\n${summariseOpportunity(opportunity)}`,
  structured: { opportunity },
});

const searchOpportunity = defineCrmTool({
  name: 'opportunities_search-opportunity',
  title: 'Find opportunities',
  description: 'Finds opportunities by name, contact, stage or status, newest first.',
  input: z.strictObject({
    query: crmFields.text(crmLimits.queryCharacters, 'A part of the name.').optional(),
    contactId: crmFields.contactId.optional(),
    pipelineId: crmFields.pipelineId.optional(),
    pipelineStageId: crmFields.pipelineStageId.optional(),
    status: status.optional(),
    limit: crmFields.limit,
    cursor: crmFields.cursor,
  }),
  output: z.object({ opportunities: z.array(opportunitySchema), cursor: cursorOutput }),
  annotations: toolKinds.read,
  run: async (search, { crm, clientId }) => {
    const { rows, cursor } = await crm.opportunities.search(clientId, search);
    return {
      text: describePage('opportunities', rows.map(summariseOpportunity), cursor),
      structured: { opportunities: [...rows], cursor },
    };
  },
});

const getOpportunity = defineCrmTool({
  name: 'opportunities_get-opportunity',
  title: 'Read an opportunity',
  description: 'Reads one opportunity.',
  input: z.strictObject({ opportunityId: crmFields.opportunityId }),
  output: opportunityOutput,
  annotations: toolKinds.read,
  run: async ({ opportunityId }, { crm, clientId }) => {
    const opportunity = await crm.opportunities.get(clientId, opportunityId);
    if (opportunity) return answerOpportunity('Opportunity', opportunity);
    throw new AppError('not_found', {
      detail: 'There is no opportunity with this opportunityId.',
    });
  },
});

const getPipelines = defineCrmTool({
  name: 'opportunities_get-pipelines',
  title: 'Read pipelines',
  description: 'Reads the sales pipelines and their stages.',
  input: z.strictObject({}),
  output: z.object({ pipelines: z.array(pipelineSchema) }),
  annotations: toolKinds.read,
  run: async () => {
    const lines = pipelines.map(({ name, id, stages }) => {
      const stageIds = stages.map((stage) => stage.id).join(', ');
      return `- ${name} (pipelineId ${id}), stages: ${stageIds}`;
    });
    return {
      text: describePage('pipelines', lines, null),
      structured: { pipelines: [...pipelines] },
    };
  },
});

const createOpportunity = defineCrmTool({
  name: 'opportunities_create-opportunity',
  title: 'Create an opportunity',
  description: 'Opens an opportunity (a possible deal) for a contact.',
  input: z.strictObject({
    name: crmFields.requiredText(crmLimits.fieldCharacters, 'Name of the deal.'),
    contactId: crmFields.contactId,
    ...optionalFields,
  }),
  output: opportunityOutput,
  annotations: toolKinds.create,
  run: async (wanted, { crm, clientId, idempotencyKey }) => {
    const created = await crm.opportunities.create(clientId, wanted, idempotencyKey);
    return answerOpportunity('Opportunity created', created);
  },
});

const updateOpportunity = defineCrmTool({
  name: 'opportunities_update-opportunity',
  title: 'Change an opportunity',
  description: 'Changes the given fields of an opportunity, such as its stage or status.',
  input: z.strictObject({
    opportunityId: crmFields.opportunityId,
    name: crmFields.requiredText(crmLimits.fieldCharacters, 'Name of the deal.').optional(),
    ...optionalFields,
  }),
  output: opportunityOutput,
  annotations: toolKinds.change,
  run: async ({ opportunityId, ...changes }, { crm, clientId }) => {
    const changed = await crm.opportunities.update(clientId, opportunityId, changes);
    return answerOpportunity('Opportunity changed', changed);
  },
});

export const crmOpportunityTools = [
  searchOpportunity,
  getOpportunity,
  getPipelines,
  createOpportunity,
  updateOpportunity,
];
