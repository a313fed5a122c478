import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getHealth, log } from '../wiring.ts';

export const handler = httpHandler(routes.getHealth, getHealth(), log());
