import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getMe, log } from '../wiring.ts';

export const handler = httpHandler(routes.getMe, getMe(), log());
