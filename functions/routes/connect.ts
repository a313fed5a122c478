import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { connectSession } from '../wiring/copilot.ts';
import { log } from '../wiring/foundation.ts';

export const handler = httpHandler(routes.connect, connectSession(), log());
