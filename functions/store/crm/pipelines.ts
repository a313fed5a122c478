import * as z from 'zod';
import { AppError } from '../../app-error.ts';

export const pipelineSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** In the order an opportunity goes through them. */
  stages: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Pipeline = z.infer<typeof pipelineSchema>;

/** Every client's pipeline. Won and lost are a status, not a stage. */
export const defaultPipeline = {
  id: 'sales',
  name: 'Sales pipeline',
  stages: [
    { id: 'new-lead', name: 'New lead' },
    { id: 'contacted', name: 'Contacted' },
    { id: 'qualified', name: 'Qualified' },
    { id: 'proposal-sent', name: 'Proposal sent' },
    { id: 'negotiation', name: 'Negotiation' },
  ],
} as const satisfies Pipeline;

export const pipelines: readonly Pipeline[] = [defaultPipeline];
export const firstStageId = defaultPipeline.stages[0].id;

/** @throws AppError malformed_request naming the stages there are */
export function requireStage(pipelineId: string, pipelineStageId: string): void {
  const pipeline = pipelines.find((candidate) => candidate.id === pipelineId);
  const stageIds = pipeline?.stages.map((stage) => stage.id) ?? [];
  if (stageIds.includes(pipelineStageId)) return;
  throw new AppError('malformed_request', {
    detail: pipeline
      ? `This pipeline has the stages ${stageIds.join(', ')}.`
      : `There is no such pipeline. There is: ${pipelines.map((one) => one.id).join(', ')}.`,
  });
}
