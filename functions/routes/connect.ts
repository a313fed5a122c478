import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { connectSession, log } from '../wiring.ts';

export const handler = httpHandler(routes.connect, connectSession(), log());
