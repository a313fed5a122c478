import { routes } from '../../shared/routes.ts';
import { httpHandler } from '../http/http-handler.ts';
import { log } from '../wiring/foundation.ts';
import { listJobs } from '../wiring/job-routes.ts';

export const handler = httpHandler(routes.listJobs, listJobs(), log());
