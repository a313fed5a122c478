import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { listAllowances } from '../wiring/allowances.ts';
import { log } from '../wiring/foundation.ts';

export const handler = httpHandler(routes.listAllowances, listAllowances(), log());
