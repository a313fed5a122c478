import {
  exchangeAuthorization,
  OAuthError,
  validateAuthorizationResponseIssuer,
} from '@modelcontextprotocol/client';
import type { AuthorizationAnswer } from '../../../shared/api/credentials.ts';
import { AppError } from '../../app-error.ts';
import type { BegunSignIn } from './begin-sign-in.ts';
import { clientInformation } from './client-information.ts';
import { createFetchAllowed } from './fetch-allowed.ts';
import type { OauthClient } from './oauth-clients.ts';
import type { OauthServerEntry } from './oauth-server-entry.ts';
import { readTokens, type SignInTokens } from './sign-in-tokens.ts';
import { withoutContent } from './without-content.ts';

export interface SignInAnswer {
  readonly entry: OauthServerEntry;
  readonly client: OauthClient;
  readonly redirectUrl: string;
  readonly begun: BegunSignIn;
  readonly answer: AuthorizationAnswer;
}

export type FinishSignIn = (answered: SignInAnswer, now: Date) => Promise<SignInTokens>;

/**
 * Turns the code that a browser came back with into tokens.
 *
 * @throws AppError `authorization_denied` when the server says no; `credentials_refused` for an
 *   answer of another server, or a code that is not taken; `server_unreachable`
 */
export const finishSignIn: FinishSignIn = async (answered, now) => {
  const { entry, client, redirectUrl, begun, answer } = answered;
  const { server, resource, codeVerifier } = begun;
  checkIssuer(answered);
  if (answer.code === undefined) throw new AppError('authorization_denied');
  try {
    const tokens = await exchangeAuthorization(server.issuer, {
      metadata: server,
      clientInformation: clientInformation(client),
      authorizationCode: answer.code,
      ...(answer.iss !== undefined && { iss: answer.iss }),
      codeVerifier,
      redirectUri: redirectUrl,
      resource,
      fetchFn: createFetchAllowed(entry.url),
    });
    return readTokens(tokens, { server, resource }, now);
  } catch (error) {
    const isRefusal = error instanceof OAuthError && error.code !== 'server_error';
    const cause = withoutContent(error);
    throw isRefusal
      ? new AppError('credentials_refused', {
          detail: `${entry.title} refused the sign-in.`,
          cause,
        })
      : new AppError('server_unreachable', { detail: `${entry.title} gave no tokens.`, cause });
  }
};

/** An error, too, has to come from the server that was asked (RFC 9207). */
function checkIssuer({ entry, begun: { server }, answer }: SignInAnswer): void {
  try {
    validateAuthorizationResponseIssuer({
      iss: answer.iss,
      expectedIssuer: server.issuer,
      issParameterSupported: server.authorization_response_iss_parameter_supported === true,
    });
  } catch (cause) {
    const detail = `The answer does not come from ${entry.title}.`;
    throw new AppError('credentials_refused', { detail, cause });
  }
}
