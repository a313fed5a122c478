import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getUsage, log } from '../wiring.ts';

export const handler = httpHandler(routes.getUsage, getUsage(), log());
