import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { listApiKeys, log } from '../wiring.ts';

export const handler = httpHandler(routes.listApiKeys, listApiKeys(), log());
