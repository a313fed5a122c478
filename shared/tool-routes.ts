import {
  allowanceParamsSchema,
  allowanceSchema,
  allowancesParamsSchema,
  allowancesSchema,
  toolBodySchema,
  toolOutcomeSchema,
  toolParamsSchema,
} from './api/tools.ts';
import type { Route } from './routes.ts';

const allowancesPath = '/api/clients/{clientId}/allowances';

/** Tools without a conversation, and which of them run without asking. */
export const toolRoutes = {
  callTool: {
    method: 'POST',
    path: '/api/mcp/tools/{name}',
    scope: 'chat',
    charges: 'by request',
    summary: 'Runs a tool of the session; 202 with a jobId where it has started a long job.',
    takesIdempotencyKey: true,
    params: toolParamsSchema,
    body: toolBodySchema,
    successStatus: 200,
    response: toolOutcomeSchema,
    timeoutSeconds: 28,
  },
  listAllowances: {
    method: 'GET',
    path: allowancesPath,
    scope: 'chat',
    charges: 'nothing',
    summary: 'Tools that run for a client without asking.',
    params: allowancesParamsSchema,
    successStatus: 200,
    response: allowancesSchema,
    timeoutSeconds: 10,
  },
  putAllowance: {
    method: 'PUT',
    path: `${allowancesPath}/{server}/{tool}`,
    scope: 'chat',
    charges: 'nothing',
    summary: 'Lets a tool run for a client without asking, as it is now.',
    params: allowanceParamsSchema,
    successStatus: 200,
    response: allowanceSchema,
    timeoutSeconds: 25,
  },
  deleteAllowance: {
    method: 'DELETE',
    path: `${allowancesPath}/{server}/{tool}`,
    scope: 'chat',
    charges: 'nothing',
    summary: 'Makes a tool ask again.',
    params: allowanceParamsSchema,
    successStatus: 204,
    response: null,
    timeoutSeconds: 10,
  },
} as const satisfies Record<string, Route>;
