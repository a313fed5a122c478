import {
  credentialParamsSchema,
  credentialsSchema,
  putCredentialsBodySchema,
} from './api/credentials.ts';
import type { Route } from './routes.ts';

const path = '/api/clients/{clientId}/credentials/{server}';

/** How a client's own CRM is connected: its credentials can be written, and never read again. */
export const credentialRoutes = {
  getCredentials: {
    method: 'GET',
    path,
    scope: 'keys',
    charges: 'nothing',
    summary: 'Which credentials a server asks for, and since when a client has some stored.',
    params: credentialParamsSchema,
    successStatus: 200,
    response: credentialsSchema,
    timeoutSeconds: 10,
  },
  putCredentials: {
    method: 'PUT',
    path,
    scope: 'keys',
    charges: 'nothing',
    summary: "Stores a client's credentials for a server in place of earlier ones, encrypted.",
    params: credentialParamsSchema,
    body: putCredentialsBodySchema,
    successStatus: 200,
    response: credentialsSchema,
    timeoutSeconds: 10,
  },
  deleteCredentials: {
    method: 'DELETE',
    path,
    scope: 'keys',
    charges: 'nothing',
    summary: "Forgets a client's credentials for a server.",
    params: credentialParamsSchema,
    successStatus: 204,
    response: null,
    timeoutSeconds: 10,
  },
} as const satisfies Record<string, Route>;
