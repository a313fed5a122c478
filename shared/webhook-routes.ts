import { callStatusBodySchema, callStatusParamsSchema } from './api/webhooks.ts';
import type { Route } from './routes.ts';

/** What providers tell us by themselves: public, so each request is signed. */
export const webhookRoutes = {
  receiveCallStatus: {
    method: 'POST',
    path: '/api/webhooks/twilio/{clientId}/{callId}',
    scope: null,
    charges: 'nothing',
    summary: 'Where Twilio tells how a call goes, signed with the token of its account.',
    params: callStatusParamsSchema,
    bodyFormat: 'form',
    body: callStatusBodySchema,
    isSigned: true,
    successStatus: 204,
    response: null,
    timeoutSeconds: 14,
  },
} as const satisfies Record<string, Route>;
