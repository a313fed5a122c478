import type { AccessTokenSource } from './access-token-source.ts';
import { ConnectionLostError } from './connection-lost-error.ts';
import { readErrorResponse } from './read-error-response.ts';
import { SignedOutError } from './signed-out-error.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Sent as nobody: the route asks for no access token. */
  readonly isPublic?: boolean;
}

export interface RequestPorts {
  readonly fetch: typeof globalThis.fetch;
  readonly accessTokens: AccessTokenSource;
}

/**
 * Sends one request as the person who is signed in. An access token that the API refuses is
 * renewed once.
 *
 * @throws ApiError, SignedOutError, ConnectionLostError; AbortError when the signal says so
 */
export async function sendRequest(ports: RequestPorts, request: ApiRequest): Promise<Response> {
  if (request.isPublic) return requireSuccess(await fetchOnce(ports.fetch, request, new Headers()));
  const token = await ports.accessTokens.getAccessToken();
  const first = await fetchOnce(ports.fetch, request, authorize(token));
  if (first.status !== 401) return requireSuccess(first);
  const renewed = await ports.accessTokens.renew();
  const second = await fetchOnce(ports.fetch, request, authorize(renewed));
  if (second.status === 401) throw new SignedOutError();
  return requireSuccess(second);
}

function authorize(token: string | null): Headers {
  if (token === null) throw new SignedOutError();
  return new Headers({ authorization: `Bearer ${token}` });
}

async function fetchOnce(
  fetch: typeof globalThis.fetch,
  request: ApiRequest,
  headers: Headers,
): Promise<Response> {
  for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  try {
    return await fetch(request.path, {
      method: request.method,
      headers,
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: request.signal ?? null,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new ConnectionLostError('no answer', { cause: error });
  }
}

async function requireSuccess(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw await readErrorResponse(response);
}
