import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Route } from '../../shared/routes.ts';
import { scopes } from '../../shared/scopes.ts';
import { AppError } from '../app-error.ts';
import type { Principal } from '../principal.ts';
import type { SignedRequest } from '../route-request.ts';
import { headerValues } from './header-values.ts';
import { readBody, readBodyText } from './read-body.ts';
import { readIdempotencyKey } from './read-idempotency-key.ts';

/** What the authorizer put into the event; API Gateway passes on texts only. */
const authorizerContextSchema = z.object({
  accountId: z.string().min(1),
  actor: z.string().min(1),
  scopes: z.string().transform((text) => scopes.filter((scope) => text.split(' ').includes(scope))),
  isAdmin: z.enum(['true', 'false']).transform((text) => text === 'true'),
});

/**
 * Checks a request against its route.
 *
 * @throws AppError `unauthenticated`, `forbidden`, `body_too_large`, `unsupported_media_type`,
 *   `malformed_request` with the places that are wrong, or the route's own code for a missing field;
 *   `idempotency_key_missing`
 */
export function parseRequest(route: Route, event: APIGatewayProxyEvent) {
  return {
    principal: route.scope === null ? null : readPrincipal(route.scope, event),
    params: route.params && check(route.params, event.pathParameters ?? {}, route),
    query: route.query && check(route.query, event.queryStringParameters ?? {}, route),
    body: route.body && check(route.body, readBody(route, event), route),
    idempotencyKey: route.takesIdempotencyKey && readIdempotencyKey(event),
    signed: route.isSigned && readSigned(event),
  };
}

function readPrincipal(scope: Principal['scopes'][number], event: APIGatewayProxyEvent): Principal {
  const parsed = authorizerContextSchema.safeParse(event.requestContext.authorizer);
  if (!parsed.success) throw new AppError('unauthenticated');
  if (!parsed.data.scopes.includes(scope)) {
    throw new AppError('forbidden', { detail: `This needs the scope ${scope}.` });
  }
  return parsed.data;
}

const readSigned = (event: APIGatewayProxyEvent): SignedRequest => ({
  rawBody: readBodyText(event),
  header: (name) => {
    const [value, ...others] = headerValues(event, name.toLowerCase());
    return others.length === 0 ? value : undefined;
  },
});

function check(schema: z.ZodType, input: unknown, route: Route): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  for (const [field, code] of Object.entries(route.missingFieldCodes ?? {})) {
    if (issues.some((issue) => issue.path.join('.') === field && isMissing(input, field))) {
      throw new AppError(code);
    }
  }
  const errors = issues.map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part)}`).join(''),
    detail: issue.message,
  }));
  const [first] = errors;
  const detail = first && `${first.pointer || 'request'}: ${first.detail}`;
  throw new AppError('malformed_request', { detail, members: { errors } });
}

const isMissing = (input: unknown, field: string): boolean => {
  const value = (input as Record<string, unknown> | null)?.[field];
  return value === undefined || value === null || value === '';
};
