import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { log } from '../wiring/foundation.ts';
import { getBalance } from '../wiring/tokens.ts';

export const handler = httpHandler(routes.getBalance, getBalance(), log());
