import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getSession, log } from '../wiring.ts';

export const handler = httpHandler(routes.getSession, getSession(), log());
