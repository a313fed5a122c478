import type { APIGatewayProxyEvent } from 'aws-lambda';
import { idempotencyKeySchema } from '../../shared/api/idempotency-key.ts';
import { limits } from '../../shared/limits.ts';
import { AppError } from '../app-error.ts';
import { headerValues } from './header-values.ts';

const headerName = 'idempotency-key';

/**
 * The key of a request, from its header. Two different ones are refused: whichever were taken, the
 * caller could mean the other.
 *
 * @throws AppError `idempotency_key_missing`, `malformed_request`
 */
export function readIdempotencyKey(event: APIGatewayProxyEvent): string {
  const [key, ...others] = headerValues(event, headerName);
  if (key === undefined) throw new AppError('idempotency_key_missing');
  const parsed = idempotencyKeySchema.safeParse(key);
  if (parsed.success && others.length === 0) return parsed.data;
  throw new AppError('malformed_request', {
    detail: `Idempotency-Key: one value of 1 to ${limits.idempotencyKeyCharacters} characters, printable ASCII without spaces at the ends`,
  });
}
