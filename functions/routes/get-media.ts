import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { log } from '../wiring/foundation.ts';
import { getMedia } from '../wiring/get-media.ts';

export const handler = httpHandler(routes.getMedia, getMedia(), log());
