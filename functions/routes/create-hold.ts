import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { createHold, log } from '../wiring.ts';

export const handler = httpHandler(routes.createHold, createHold(), log());
