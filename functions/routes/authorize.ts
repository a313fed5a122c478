import { authorizerHandler } from '../http/authorizer-handler.ts';
import { authenticate, log } from '../wiring.ts';

export const handler = authorizerHandler(authenticate(), log());
