import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { getResourceMetadata } from '../wiring/discovery.ts';
import { log } from '../wiring/foundation.ts';

export const handler = httpHandler(routes.getMcpResourceMetadata, getResourceMetadata(), log());
