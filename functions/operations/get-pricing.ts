import { type PlanId, plans } from '../../shared/plans.ts';
import { priceBook } from '../../shared/price-book.ts';
import type { routes } from '../../shared/routes.ts';
import type { Operation } from '../route-request.ts';

/** The price book and the plans, as everybody may see them. */
export const getPricing: Operation<typeof routes.getPricing> = async () => ({
  version: priceBook.version,
  services: Object.entries(priceBook.services).map(([service, price]) => ({ service, ...price })),
  plans: Object.entries(plans).map(([plan, terms]) => ({ plan: plan as PlanId, ...terms })),
});
