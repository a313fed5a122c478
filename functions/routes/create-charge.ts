import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { createCharge, log } from '../wiring.ts';

export const handler = httpHandler(routes.createCharge, createCharge(), log());
