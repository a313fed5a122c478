import { routes } from '../../shared/routes.ts';
import { eventStreamHandler } from '../http/event-stream-handler.ts';
import { chat } from '../wiring/chat.ts';
import { log } from '../wiring/foundation.ts';

export const handler = eventStreamHandler(routes.chat, await chat(), log());
