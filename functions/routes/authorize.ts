import { authorizerHandler } from '../http/authorizer-handler.ts';
import { log } from '../wiring/foundation.ts';
import { authenticate, limitRequests } from '../wiring/sign-in.ts';

const ports = { authenticate: authenticate(), limitRequests: limitRequests() };

export const handler = authorizerHandler(ports, log());
