import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { createApiKey, log } from '../wiring.ts';

export const handler = httpHandler(routes.createApiKey, createApiKey(), log());
