import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { siteDirectory } from '../../infra/constructs/site/built-site.ts';
import { describePageFunction } from '../../infra/constructs/site/describe-page-function.ts';
import { findContentType } from '../../infra/local/site/find-content-type.ts';
import { listen } from '../../infra/local/listen.ts';
import { type PageConfig, pageConfigPath } from '../../shared/page-config.ts';
import { describeSecurityHeaders } from '../../shared/security-headers.ts';
import { findCacheControl } from '../../shared/site-parts.ts';

interface EdgeRequest {
  readonly uri: string;
}
interface EdgeAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
  readonly body: { readonly data: string };
}

/** The function that runs in CloudFront, out of the text that is deployed. */
export function loadPageFunction(directory?: string) {
  const context: { handler?: (event: unknown) => EdgeRequest | EdgeAnswer } = {};
  runInNewContext(describePageFunction(directory), context);
  return (uri: string): EdgeRequest | EdgeAnswer => {
    if (!context.handler) throw new Error('the function has no handler');
    return context.handler({ request: { uri, method: 'GET', headers: {} } });
  };
}

export interface EdgeSiteOptions {
  readonly oidc: (origin: string) => PageConfig['oidc'];
  readonly issuerOrigins: readonly string[];
  readonly answerApi: (request: IncomingMessage, response: ServerResponse) => void;
}

/** The built site as CloudFront serves it: its function, the shared headers, the API behind. */
export async function startEdgeSite(options: EdgeSiteOptions) {
  const findPage = loadPageFunction();
  const securityHeaders = describeSecurityHeaders(options.issuerOrigins);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', origin);
    if (pathname.startsWith('/api/')) return options.answerApi(request, response);
    const found = findPage(pathname);
    if ('statusCode' in found) return sendAnswer(response, found);
    const { uri } = found;
    const bytes =
      uri === pageConfigPath
        ? JSON.stringify({ oidc: options.oidc(origin) } satisfies PageConfig)
        : await readFile(join(siteDirectory, uri)).catch(() => undefined);
    response.writeHead(bytes === undefined ? 404 : 200, {
      ...securityHeaders,
      'content-type': findContentType(uri),
      'cache-control': findCacheControl(uri.slice(1)),
    });
    response.end(bytes);
  }

  const server = createServer((request, response) => void answer(request, response));
  const origin = `http://localhost:${await listen(server, 0, '127.0.0.1')}`;
  return {
    origin,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function sendAnswer(response: ServerResponse, { statusCode, headers, body }: EdgeAnswer): void {
  const named = Object.entries(headers).map(([name, { value }]) => [name, value]);
  response.writeHead(statusCode, Object.fromEntries(named)).end(body.data);
}
