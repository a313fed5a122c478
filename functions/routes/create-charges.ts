import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { createCharges, log } from '../wiring.ts';

export const handler = httpHandler(routes.createCharges, createCharges(), log());
