import * as z from 'zod/mini';
import { limits } from '../../../shared/limits.ts';
import type { FormAction } from '../forms/paid-call.ts';

export const leadTool = 'collect_businesses';
export const categoryCharacters = 60;
export const placeCharacters = 100;

export const leadValuesSchema = z.object({
  category: z.string(),
  place: z.string(),
  /** As it stands in the field. */
  count: z.string(),
});
export type LeadValues = z.infer<typeof leadValuesSchema>;

export type LeadProblem = 'noCategory' | 'longCategory' | 'noPlace' | 'longPlace' | 'badCount';
export type LeadProblems = Readonly<Partial<Record<keyof LeadValues, LeadProblem>>>;

/** What is wrong with a filled form; nothing when it can be sent. */
export function checkLeads({ category, place, count }: LeadValues): LeadProblems {
  const kind = category.trim();
  const where = place.trim();
  const isCount = /^\d{1,4}$/.test(count.trim());
  const number = Number(count);
  return {
    ...(kind === '' && { category: 'noCategory' }),
    ...(kind.length > categoryCharacters && { category: 'longCategory' }),
    ...(where === '' && { place: 'noPlace' }),
    ...(where.length > placeCharacters && { place: 'longPlace' }),
    ...((!isCount || number < 1 || number > limits.leadsPerJobCount) && { count: 'badCount' }),
  };
}

export function describeLeadAction({ category, place, count }: LeadValues): FormAction {
  const quantity = Number(count);
  const args = { category: category.trim(), place: place.trim(), count: quantity };
  return { tool: leadTool, args, quantity };
}
