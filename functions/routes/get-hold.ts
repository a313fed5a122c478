import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getHold, log } from '../wiring.ts';

export const handler = httpHandler(routes.getHold, getHold(), log());
