import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { limits } from '../../../shared/limits.ts';
import { readImageHeader } from '../../../functions/providers/media/read-image-header.ts';
import { readMediaPath } from '../../../functions/providers/media/sign-media-address.ts';

export interface MediaPlace {
  readonly directory: string;
  /** What the functions sign addresses with. */
  readonly secret: string;
}

/** Whatever a picture holds, nothing in it runs. */
const safeHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/** Shows pictures under their signed addresses, as S3 does. */
export async function serveMedia(
  request: IncomingMessage,
  response: ServerResponse,
  { directory, secret }: MediaPlace,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, 'Pictures can only be read.');
  }
  const address = new URL(`http://localhost${request.url ?? '/'}`);
  const key = readMediaPath(secret, address, new Date());
  if (key === null) return refuse(response, 403, 'This address has ended, or never was one.');
  const bytes = await readFile(join(directory, key)).catch(() => null);
  const header = bytes && readImageHeader(bytes);
  if (!bytes || !header) return refuse(response, 404, 'There is no such picture.');
  response.writeHead(200, {
    ...safeHeaders,
    'content-type': header.contentType,
    'content-length': bytes.length,
    'cache-control': `private, max-age=${limits.mediaAddressSeconds}`,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...safeHeaders,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(text);
}
