import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getConversation, log } from '../wiring.ts';

export const handler = httpHandler(routes.getConversation, getConversation(), log());
