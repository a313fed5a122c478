import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { stopTurn, log } from '../wiring.ts';

export const handler = httpHandler(routes.stopTurn, stopTurn(), log());
