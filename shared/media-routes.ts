import { mediaAddressSchema, mediaParamsSchema } from './api/media.ts';
import type { Route } from './routes.ts';

/** Pictures that were made for a client. */
export const mediaRoutes = {
  getMedia: {
    method: 'GET',
    path: '/api/clients/{clientId}/media/{mediaId}',
    scope: 'chat',
    charges: 'nothing',
    summary: 'An address that shows a picture for an hour.',
    params: mediaParamsSchema,
    successStatus: 200,
    response: mediaAddressSchema,
    timeoutSeconds: 10,
  },
} as const satisfies Record<string, Route>;
