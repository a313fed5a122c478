import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { receiveCallStatus } from '../wiring/calls.ts';
import { log } from '../wiring/foundation.ts';

export const handler = httpHandler(routes.receiveCallStatus, await receiveCallStatus(), log());
