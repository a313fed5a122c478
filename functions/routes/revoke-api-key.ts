import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { revokeApiKey, log } from '../wiring.ts';

export const handler = httpHandler(routes.revokeApiKey, revokeApiKey(), log());
