import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { captureHold, log } from '../wiring.ts';

export const handler = httpHandler(routes.captureHold, captureHold(), log());
