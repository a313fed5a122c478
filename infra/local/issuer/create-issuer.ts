import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider from 'oidc-provider';
import * as z from 'zod';
import { isAppError } from '../../../functions/app-error.ts';
import type { Log } from '../../../functions/log.ts';
import { readBody } from '../gateway/read-body.ts';
import type { LocalSecrets } from '../local-secrets.ts';
import { findUserByPassword } from './demo-users.ts';
import { describeIssuer } from './issuer-configuration.ts';
import { issuerNames } from './issuer-names.ts';
import { renderMessagePage, renderSignInPage } from './issuer-pages.ts';
import type { RenderedPage } from './render-page.ts';

const formLimitBytes = 8 * 1024;
const formSchema = z.object({ email: z.string().max(254), password: z.string().max(200) });

export type HandleRequest = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An OpenID Connect issuer under `<origin>/oidc`, with the demo users and a sign-in page. */
export function createIssuer(options: {
  origin: string;
  secrets: LocalSecrets;
  storagePath: string | undefined;
  log: Log;
}): HandleRequest {
  const provider = new Provider(options.origin + issuerNames.mountPath, describeIssuer(options));
  provider.on('server_error', (_context, error) => {
    options.log.error('issuer failed', { error: error.stack });
  });
  const answer = provider.callback();
  const interactionPrefix = `${issuerNames.mountPath}/interaction/`;

  return async (request, response) => {
    if (request.url?.startsWith(interactionPrefix)) {
      return answerInteraction(provider, request, response);
    }
    // How the provider learns where it is mounted.
    Object.assign(request, { originalUrl: request.url });
    request.url = request.url?.slice(issuerNames.mountPath.length) || '/';
    await answer(request, response);
  };
}

async function answerInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isPending = await provider.interactionDetails(request, response).then(
    ({ prompt }) => prompt.name === 'login',
    () => false,
  );
  if (!isPending) {
    const text = 'This sign-in has expired. Go back to the copilot and start again.';
    return sendPage(response, 400, renderMessagePage('Sign-in expired', text));
  }
  const action = request.url ?? '';
  if (request.method === 'POST') return signIn(provider, request, response, action);
  sendPage(response, 200, renderSignInPage(action));
}

async function signIn(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  action: string,
): Promise<void> {
  const form = formSchema.safeParse(await readForm(request));
  const user = form.success && findUserByPassword(form.data.email, form.data.password);
  if (!user) {
    const email = form.success ? form.data.email : '';
    return sendPage(response, 422, renderSignInPage(action, email));
  }
  await provider.interactionFinished(request, response, {
    login: { accountId: user.subject, remember: true },
  });
}

/** A form that is too large counts as an empty one. */
async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  try {
    const body = await readBody(request, formLimitBytes);
    return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  } catch (error) {
    if (isAppError(error, 'body_too_large')) return {};
    throw error;
  }
}

function sendPage(response: ServerResponse, status: number, page: RenderedPage): void {
  response.writeHead(status, page.headers).end(page.html);
}
