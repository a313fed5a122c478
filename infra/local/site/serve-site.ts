import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { findContentType } from './find-content-type.ts';
import { findPage, type SiteFile } from './find-page.ts';
import { securityHeaders } from './security-headers.ts';

/** File names under /assets/ carry a hash of their content, so they never change. */
const assetCacheControl = 'public, max-age=31536000, immutable';
/** Everything else is asked for again each time, so a deployment is seen at once. */
const pageCacheControl = 'no-cache';

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
  if (found) return sendFile(request, response, found, 200);
  const notFoundPage = await findPage(siteDirectory, '/404.html');
  if (notFoundPage) return sendFile(request, response, notFoundPage, 404);
  const isBuilt = (await findPage(siteDirectory, '/')) !== undefined;
  response.writeHead(isBuilt ? 404 : 503, {
    ...securityHeaders,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(isBuilt ? 'There is nothing at this address.' : notBuilt);
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: SiteFile,
  status: 200 | 404,
): void {
  const etag = `"${createHash('sha256').update(file.bytes).digest('base64url')}"`;
  const isAsset = request.url?.startsWith('/assets/') && status === 200;
  const headers = {
    ...securityHeaders,
    'content-type': findContentType(file.path),
    'cache-control': isAsset ? assetCacheControl : pageCacheControl,
    etag,
  };
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': file.bytes.length });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}
