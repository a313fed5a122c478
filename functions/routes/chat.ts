import { routes } from '../../shared/routes.ts';
import { eventStreamHandler } from '../http/event-stream-handler.ts';
import { chat, log } from '../wiring.ts';

export const handler = eventStreamHandler(routes.chat, chat(), log());
