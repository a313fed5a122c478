import { authorizerHandler } from '../http/authorizer-handler.ts';
import { log } from '../wiring/foundation.ts';
import { authenticate } from '../wiring/sign-in.ts';

export const handler = authorizerHandler(authenticate(), log());
