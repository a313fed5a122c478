import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { log } from '../wiring/foundation.ts';
import { connectSession } from '../wiring/sessions.ts';

export const handler = httpHandler(routes.connect, connectSession(), log());
