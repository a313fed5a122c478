import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getCredentials } from '../wiring/credentials.ts';
import { log } from '../wiring/foundation.ts';

export const handler = httpHandler(routes.getCredentials, await getCredentials(), log());
