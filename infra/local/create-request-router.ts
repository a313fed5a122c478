import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../functions/log.ts';
import { localMediaPath } from '../../functions/providers/media/sign-media-address.ts';
import { apiPathPatterns } from '../../shared/api-path-patterns.ts';
import { type PageConfig, pageConfigPath } from '../../shared/page-config.ts';
import { describeSecurityHeaders } from '../../shared/security-headers.ts';
import { findCacheControl } from '../../shared/site-parts.ts';
import { writeProblem } from './gateway/write-problem.ts';
import { issuerNames } from './issuer/issuer-names.ts';
import type { HandleRequest } from './issuer/create-issuer.ts';
import { type MediaPlace, serveMedia } from './media/serve-media.ts';
import { serveSite } from './site/serve-site.ts';

const isOfApi = (path: string): boolean =>
  apiPathPatterns.some((pattern) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  );

export interface RouterOptions {
  /** Where people are meant to open the pages. */
  readonly origin: string;
  readonly siteDir: string;
  readonly media: MediaPlace;
  readonly answerApi: HandleRequest;
  readonly answerIssuer: HandleRequest;
  readonly log: Log;
}

/**
 * What CloudFront does: sends each address to the functions, the issuer or the pages; and S3, for
 * pictures.
 * @returns a function that never rejects
 */
export function createRequestRouter(options: RouterOptions): HandleRequest {
  const answer = createAnswer(options);
  return async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      const requestId = randomUUID();
      const cause = error instanceof Error ? error.stack : String(error);
      options.log.error('request failed', { requestId, error: cause });
      writeProblem(response, error, requestId);
    }
  };
}

function createAnswer(options: RouterOptions): HandleRequest {
  return async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (isOfApi(path)) return options.answerApi(request, response);
    if (path.startsWith(`${issuerNames.mountPath}/`)) {
      return options.answerIssuer(request, response);
    }
    if (path.startsWith(localMediaPath)) return serveMedia(request, response, options.media);
    if (path === pageConfigPath) return sendConfig(response, options.origin);
    if (redirectToOrigin(request, response, options.origin)) return;
    return serveSite(request, response, options.siteDir);
  };
}

/** What the pages need to know before anybody has signed in. */
function sendConfig(response: ServerResponse, origin: string): void {
  const config: PageConfig = {
    oidc: {
      issuer: origin + issuerNames.mountPath,
      clientId: issuerNames.webClientId,
      scope: issuerNames.scope,
      audience: issuerNames.audience,
    },
  };
  response.writeHead(200, {
    ...describeSecurityHeaders(),
    'content-type': 'application/json',
    'cache-control': findCacheControl(pageConfigPath.slice(1)),
  });
  response.end(JSON.stringify(config));
}

/** Signing in works under one origin only, so a page opened as 127.0.0.1 moves to localhost. */
function redirectToOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
): boolean {
  const isNavigation = request.headers['sec-fetch-mode'] === 'navigate';
  if (!isNavigation || request.headers.host === new URL(origin).host) return false;
  const { pathname, search } = new URL(`http://localhost${request.url ?? '/'}`);
  response.writeHead(302, { location: origin + pathname + search, 'cache-control': 'no-store' });
  response.end();
  return true;
}
