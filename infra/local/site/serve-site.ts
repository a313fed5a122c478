import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { relative, sep } from 'node:path';
import { describeSecurityHeaders } from '../../../shared/security-headers.ts';
import { findCacheControl } from '../../../shared/site-parts.ts';
import { findContentType } from './find-content-type.ts';
import { findPage, type SiteFile } from './find-page.ts';

const securityHeaders = describeSecurityHeaders();
const notBuilt = 'The pages have not been built yet. Run "npm run build:pages", then reload.';

/** Serves the built pages, as CloudFront and S3 do. */
export async function serveSite(
  request: IncomingMessage,
  response: ServerResponse,
  siteDirectory: string,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...securityHeaders, allow: 'GET, HEAD' }).end();
    return;
  }
  const { pathname } = new URL(`http://localhost${request.url ?? '/'}`);
  const found = await findPage(siteDirectory, pathname);
  if (found) return sendFile(request, response, describeFile(found, siteDirectory), 200);
  const notFoundPage = await findPage(siteDirectory, '/404.html');
  if (notFoundPage) {
    return sendFile(request, response, describeFile(notFoundPage, siteDirectory), 404);
  }
  const isBuilt = (await findPage(siteDirectory, '/')) !== undefined;
  response.writeHead(isBuilt ? 404 : 503, {
    ...securityHeaders,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(isBuilt ? 'There is nothing at this address.' : notBuilt);
}

interface DescribedFile {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

function describeFile({ path, bytes }: SiteFile, siteDirectory: string): DescribedFile {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  const name = relative(siteDirectory, path).replaceAll(sep, '/');
  const headers = {
    ...securityHeaders,
    'content-type': findContentType(path),
    'cache-control': findCacheControl(name),
    etag,
  };
  return { bytes, etag, headers };
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, etag, headers }: DescribedFile,
  status: 200 | 404,
): void {
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
