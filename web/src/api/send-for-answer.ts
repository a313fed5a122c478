import type * as z from 'zod/mini';
import { ConnectionLostError } from './connection-lost-error.ts';
import { type ApiRequest, type RequestPorts, sendRequest } from './send-request.ts';

/** A little above the slowest of the routes, so that its own refusal is heard first. */
const answerTimeoutMs = 30_000;

/**
 * Sends a request and reads its JSON.
 *
 * @throws as {@link sendRequest} does; an answer that is not as promised counts as lost
 */
export async function sendForAnswer<T>(
  ports: RequestPorts,
  request: ApiRequest,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(answerTimeoutMs);
  const response = await sendRequest(ports, { ...request, signal });
  try {
    return schema.parse(await response.json());
  } catch (error) {
    throw new ConnectionLostError('the answer could not be read', { cause: error });
  }
}
