import type { ServerResponse } from 'node:http';
import { AppError, isAppError } from '../../../functions/app-error.ts';
import { problemResponse } from '../../../functions/http/problem-response.ts';

/** What the gateway itself answers when a function does not: RFC 9457. */
export function writeProblem(response: ServerResponse, error: unknown, requestId: string): void {
  if (response.headersSent) {
    // The head is out, so a cut connection is the only way left to say that it failed.
    if (!response.writableEnded) response.destroy();
    return;
  }
  const known = isAppError(error) ? error : new AppError('internal');
  const { statusCode, headers, body } = problemResponse(known, requestId);
  response.writeHead(statusCode, {
    ...headers,
    'x-request-id': requestId,
    ...(statusCode === 401 && { 'www-authenticate': 'Bearer' }),
    ...(statusCode === 503 && { 'retry-after': '1' }),
    // The rest of its body may still be on the way.
    ...(statusCode === 413 && { connection: 'close' }),
  });
  response.end(body);
}
