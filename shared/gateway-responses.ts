import type { ErrorCode } from './error-catalogue.ts';
import { errorCatalogue } from './error-catalogue.ts';

/** What the gateway answers by itself, when no function does. */
export interface GatewayResponse {
  readonly code: ErrorCode;
  /** Further headers. `{origin}` stands for the address of the product. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers whose value stands in the request's context: there under this name. */
  readonly contextHeaders?: Readonly<Record<string, string>>;
}

/** Seconds, after which a caller may try again what failed for a moment. */
const retryAfter = (seconds: number) => ({ 'Retry-After': String(seconds) });

/**
 * API Gateway's kinds of answer of its own, and ours for each. CDK and the local gateway both read
 * it, so that a caller is told the same by both.
 */
export const gatewayResponses = {
  UNAUTHORIZED: {
    code: 'unauthenticated',
    headers: {
      // Where an MCP client learns how to sign in. A function cannot send this header: API Gateway
      // renames it.
      'WWW-Authenticate':
        'Bearer resource_metadata="{origin}/.well-known/oauth-protected-resource/mcp"',
    },
  },
  /** The authorizer refuses who is known only for asking too often; routes check scopes. */
  ACCESS_DENIED: {
    code: 'rate_limited',
    contextHeaders: { 'Retry-After': 'authorizer.retryAfterSeconds' },
  },
  AUTHORIZER_FAILURE: { code: 'sign_in_unavailable', headers: retryAfter(5) },
  AUTHORIZER_CONFIGURATION_ERROR: { code: 'sign_in_unavailable', headers: retryAfter(5) },
  /** An address that does not exist, and one that does not answer the method. */
  MISSING_AUTHENTICATION_TOKEN: { code: 'not_found' },
  RESOURCE_NOT_FOUND: { code: 'not_found' },
  /** At an unknown address a token is taken for a signature of AWS, and found wanting. */
  INVALID_SIGNATURE: { code: 'not_found' },
  EXPIRED_TOKEN: { code: 'not_found' },
  DEFAULT_4XX: { code: 'not_found' },
  BAD_REQUEST_BODY: { code: 'malformed_request' },
  BAD_REQUEST_PARAMETERS: { code: 'malformed_request' },
  REQUEST_TOO_LARGE: { code: 'body_too_large' },
  UNSUPPORTED_MEDIA_TYPE: { code: 'unsupported_media_type' },
  THROTTLED: { code: 'rate_limited', headers: retryAfter(1) },
  QUOTA_EXCEEDED: { code: 'rate_limited', headers: retryAfter(1) },
  WAF_FILTERED: { code: 'forbidden' },
  INTEGRATION_TIMEOUT: { code: 'timed_out' },
  INTEGRATION_FAILURE: { code: 'internal' },
  DEFAULT_5XX: { code: 'internal' },
} as const satisfies Record<string, GatewayResponse>;

export type GatewayResponseType = keyof typeof gatewayResponses;

/** An answer as it is sent; values of the context stand in it by a name. */
export interface DescribedGatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** To be filled from the context. */
  readonly contextHeaders: Readonly<Record<string, string>>;
  /** A problem (RFC 9457) as JSON. */
  readonly body: string;
}

/**
 * @param origin of the product: `https://copilot.example.com`
 * @param requestId of the request, or what the gateway replaces by it
 */
export function describeGatewayResponse(
  type: GatewayResponseType,
  { origin, requestId }: { readonly origin: string; readonly requestId: string },
): DescribedGatewayResponse {
  const { code, headers = {}, contextHeaders = {} }: GatewayResponse = gatewayResponses[type];
  const { status, title } = errorCatalogue[code];
  const named = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace('{origin}', origin),
  ]);
  return {
    status,
    headers: { ...fixedHeaders, ...Object.fromEntries(named) },
    contextHeaders: { 'X-Request-Id': 'requestId', ...contextHeaders },
    body: JSON.stringify({ type: `/errors.html#${code}`, title, status, code, requestId }),
  };
}

/** No answer of the API may be kept by anybody in between. */
const fixedHeaders = {
  'Content-Type': 'application/problem+json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;
