import { routes } from '../../shared/routes.ts';
import { redirectHandler } from '../http/browser-handler.ts';
import { finishAuthorization } from '../wiring/finish-authorization.ts';

const { run, parts } = await finishAuthorization();

export const handler = redirectHandler(routes.finishAuthorization, run, parts);
