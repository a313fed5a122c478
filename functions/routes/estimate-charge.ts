import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { estimateCharge, log } from '../wiring.ts';

export const handler = httpHandler(routes.estimateCharge, estimateCharge(), log());
