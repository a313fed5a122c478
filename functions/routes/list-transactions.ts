import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { listTransactions, log } from '../wiring.ts';

export const handler = httpHandler(routes.listTransactions, listTransactions(), log());
