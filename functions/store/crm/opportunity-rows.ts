import * as z from 'zod';

export const opportunityStatuses = ['open', 'won', 'lost', 'abandoned'] as const;

export const opportunitySchema = z.object({
  id: z.string(),
  name: z.string(),
  contactId: z.string(),
  pipelineId: z.string(),
  pipelineStageId: z.string(),
  status: z.enum(opportunityStatuses),
  /** In the business's own currency, whole units or fractions. */
  monetaryValue: z.number().optional(),
  source: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Opportunity = z.infer<typeof opportunitySchema>;

export type OpportunityChanges = Partial<
  Pick<
    Opportunity,
    'name' | 'pipelineId' | 'pipelineStageId' | 'status' | 'monetaryValue' | 'source'
  >
>;
export type NewOpportunity = OpportunityChanges & Pick<Opportunity, 'name' | 'contactId'>;
