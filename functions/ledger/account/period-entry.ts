import { planSchema } from '../../../shared/api/primitives.ts';
import { defaultPlanId, type PlanId } from '../../../shared/plans.ts';
import type { Entry } from './entry.ts';

/** The grant that began a period. References are callers' words, unless the ledger wrote them. */
export const startsPeriod = ({ kind, actor, reference }: Entry): boolean =>
  kind === 'grant' && actor === 'system' && reference['period'] !== undefined;

/** The very first grant of an account, with which its first period began. */
export const isOpening = ({ sequence, reference }: Entry): boolean =>
  sequence === 1 && reference['opening'] !== undefined;

/** What the grant that began a period says of it. */
export function periodOfEntry(entry: Entry): { readonly start: string; readonly plan: PlanId } {
  const { reference, createdAt } = entry;
  const plan = planSchema.safeParse(reference['plan'] ?? reference['opening']);
  return {
    start: startsPeriod(entry) ? String(reference['period']) : createdAt,
    plan: plan.success ? plan.data : defaultPlanId,
  };
}
