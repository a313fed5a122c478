import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { putAllowance } from '../wiring/put-allowance.ts';
import { log } from '../wiring/foundation.ts';

export const handler = httpHandler(routes.putAllowance, putAllowance(), log());
