import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { log, releaseHold } from '../wiring.ts';

export const handler = httpHandler(routes.releaseHold, releaseHold(), log());
