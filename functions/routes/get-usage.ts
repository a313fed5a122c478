import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { log } from '../wiring/foundation.ts';
import { getUsage } from '../wiring/tokens.ts';

export const handler = httpHandler(routes.getUsage, getUsage(), log());
