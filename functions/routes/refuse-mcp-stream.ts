import { routes } from '../../shared/routes.ts';
import { refusalHandler } from '../http/refusal-handler.ts';

export const handler = refusalHandler(routes.refuseMcpStream, routes.callMcp.method);
