import {
  apiKeyParamsSchema,
  apiKeysSchema,
  createApiKeyBodySchema,
  createdApiKeySchema,
} from './api/api-keys.ts';
import type { Route } from './routes.ts';

/** How people and machines look after the keys of their own account. */
export const apiKeyRoutes = {
  listApiKeys: {
    method: 'GET',
    path: '/api/api-keys',
    scope: 'keys',
    charges: 'nothing',
    summary: 'The API keys of the account, without their secrets.',
    successStatus: 200,
    response: apiKeysSchema,
    timeoutSeconds: 10,
  },
  createApiKey: {
    method: 'POST',
    path: '/api/api-keys',
    scope: 'keys',
    charges: 'nothing',
    summary: 'Makes an API key with some of the scopes of whoever makes it, and shows it once.',
    body: createApiKeyBodySchema,
    successStatus: 201,
    response: createdApiKeySchema,
    timeoutSeconds: 10,
  },
  revokeApiKey: {
    method: 'DELETE',
    path: '/api/api-keys/{keyId}',
    scope: 'keys',
    charges: 'nothing',
    summary: 'Ends an API key, for good.',
    params: apiKeyParamsSchema,
    successStatus: 204,
    response: null,
    timeoutSeconds: 10,
  },
} as const satisfies Record<string, Route>;
