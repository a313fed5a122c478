import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getPricing } from '../operations/get-pricing.ts';
import { log } from '../wiring/foundation.ts';

export const handler = httpHandler(routes.getPricing, getPricing, log());
