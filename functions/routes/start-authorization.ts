import { routes } from '../../shared/routes.ts';
import { browserHandler } from '../http/browser-handler.ts';
import { startAuthorization } from '../wiring/start-authorization.ts';

const { run, parts } = await startAuthorization();

export const handler = browserHandler(routes.startAuthorization, run, parts);
