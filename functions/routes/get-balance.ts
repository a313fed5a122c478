import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getBalance, log } from '../wiring.ts';

export const handler = httpHandler(routes.getBalance, getBalance(), log());
