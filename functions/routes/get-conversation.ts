import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getConversation } from '../wiring/copilot.ts';
import { log } from '../wiring/foundation.ts';

export const handler = httpHandler(routes.getConversation, getConversation(), log());
