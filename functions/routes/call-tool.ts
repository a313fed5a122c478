import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { log } from '../wiring/foundation.ts';
import { callTool } from '../wiring/tools.ts';

export const handler = httpHandler(routes.callTool, await callTool(), log());
