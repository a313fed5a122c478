import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { closeSession, log } from '../wiring.ts';

export const handler = httpHandler(routes.closeSession, closeSession(), log());
