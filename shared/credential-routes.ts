import {
  authorizationAnswerSchema,
  authorizationSchema,
  credentialParamsSchema,
  credentialsSchema,
  putCredentialsBodySchema,
  startAuthorizationBodySchema,
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
    summary: "Forgets a client's credentials for a server, and ends its sign-in there.",
    params: credentialParamsSchema,
    successStatus: 204,
    response: null,
    timeoutSeconds: 10,
  },
  startAuthorization: {
    method: 'POST',
    path: `${path}/authorizations`,
    scope: 'keys',
    charges: 'nothing',
    summary:
      'Begins a sign-in to a server, for a client. Called by the browser that goes on to the ' +
      'address: a cookie knows it when it comes back.',
    params: credentialParamsSchema,
    body: startAuthorizationBodySchema,
    isBodyOptional: true,
    successStatus: 201,
    response: authorizationSchema,
    timeoutSeconds: 28,
  },
  finishAuthorization: {
    method: 'GET',
    path: '/api/oauth/callback',
    scope: null,
    charges: 'nothing',
    summary:
      'Where a server sends the browser back: stores the tokens, and leads to the page that asked ' +
      'with `connected=<server>`, or `connection_failed=<code of an error>`.',
    query: authorizationAnswerSchema,
    successStatus: 303,
    response: 'redirect',
    timeoutSeconds: 28,
  },
} as const satisfies Record<string, Route>;
