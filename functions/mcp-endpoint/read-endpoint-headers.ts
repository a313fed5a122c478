import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import { idempotencyKeySchema } from '../../shared/api/idempotency-key.ts';
import { idSchema } from '../../shared/api/primitives.ts';
import { AppError } from '../app-error.ts';
import type { EndpointCaller } from './create-endpoint-server.ts';

const headersSchema = z.object({
  'x-client-id': idSchema.optional(),
  'x-server': idSchema.optional(),
  'idempotency-key': idempotencyKeySchema.optional(),
});

/**
 * What can be set once for a client's configuration, and the key of a request with one call.
 *
 * @throws AppError `malformed_request`
 */
export function readEndpointHeaders({ headers }: APIGatewayProxyEvent): EndpointCaller['headers'] {
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const parsed = headersSchema.safeParse(Object.fromEntries(named));
  if (!parsed.success) {
    throw new AppError('malformed_request', { detail: z.prettifyError(parsed.error) });
  }
  return {
    clientId: parsed.data['x-client-id'],
    server: parsed.data['x-server'],
    idempotencyKey: parsed.data['idempotency-key'],
  };
}
