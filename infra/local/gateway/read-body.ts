import type { IncomingMessage } from 'node:http';
import { AppError } from '../../../functions/app-error.ts';

/**
 * Reads a request body of at most `limitBytes`.
 * @throws AppError `body_too_large`, without reading on
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
    throw new AppError('body_too_large');
  }
  const chunks: Buffer[] = [];
  let totalBytes = 0;
  // Leaving the loop early would destroy the socket before the refusal is written.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    totalBytes += bytes.length;
    if (totalBytes > limitBytes) throw new AppError('body_too_large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
