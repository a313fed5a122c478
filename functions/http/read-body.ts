import type { APIGatewayProxyEvent } from 'aws-lambda';
import { limits } from '../../shared/limits.ts';
import type { Route } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import { headerValues } from './header-values.ts';
import { readForm } from './read-form.ts';

const mediaTypes = {
  json: /^application\/([a-z.+-]*\+)?json\s*(;|$)/i,
  form: /^application\/x-www-form-urlencoded\s*(;|$)/i,
} as const;

/**
 * The body of a request as its route takes it.
 *
 * @throws AppError `body_too_large`, `unsupported_media_type`, `malformed_request`
 */
export function readBody(
  { bodyFormat = 'json', isBodyOptional }: Route,
  event: APIGatewayProxyEvent,
): unknown {
  if (isBodyOptional && !event.body) return {};
  const text = readBodyText(event);
  if (!headerValues(event, 'content-type').some((type) => mediaTypes[bodyFormat].test(type.trim())))
    throw new AppError('unsupported_media_type', bodyFormat === 'form' ? { detail: sendForm } : {});
  if (bodyFormat === 'form') return readForm(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('malformed_request', { detail: 'The body is not JSON in UTF-8.', cause });
  }
}

const sendForm = 'Send a form: application/x-www-form-urlencoded.';

/**
 * The body to the letter, for who checks a signature.
 *
 * @throws AppError `body_too_large`, `malformed_request`
 */
export function readBodyText(event: APIGatewayProxyEvent): string {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length === 0) throw new AppError('malformed_request', { detail: 'The body is empty.' });
  if (bytes.length > limits.requestBodyBytes) {
    throw new AppError('body_too_large', { members: { limitBytes: limits.requestBodyBytes } });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('malformed_request', { detail: 'The body is not text in UTF-8.', cause });
  }
}
