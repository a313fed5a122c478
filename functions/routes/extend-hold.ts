import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { extendHold, log } from '../wiring.ts';

export const handler = httpHandler(routes.extendHold, extendHold(), log());
