import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { listApiKeys } from '../wiring/api-keys.ts';
import { log } from '../wiring/foundation.ts';

export const handler = httpHandler(routes.listApiKeys, listApiKeys(), log());
