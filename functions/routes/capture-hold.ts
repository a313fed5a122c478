import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { log } from '../wiring/foundation.ts';
import { captureHold } from '../wiring/tokens.ts';

export const handler = httpHandler(routes.captureHold, captureHold(), log());
