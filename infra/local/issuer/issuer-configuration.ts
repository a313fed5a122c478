import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { LocalSecrets } from '../local-secrets.ts';
import { findUserBySubject, type DemoUser } from './demo-users.ts';
import { issuerNames } from './issuer-names.ts';
import { createIssuerStorage } from './issuer-storage.ts';
import { renderMessagePage, renderSignOutPage } from './issuer-pages.ts';
import type { RenderedPage } from './render-page.ts';

const minuteSeconds = 60;
const daySeconds = 24 * 60 * minuteSeconds;

/** Short, so that the pages' renewal is used as it is in production. */
const accessTokenSeconds = 15 * minuteSeconds;
const signInSeconds = 14 * daySeconds;

/** Everything about the issuer but its pages for signing in. */
export function describeIssuer(options: {
  origin: string;
  secrets: LocalSecrets;
  storagePath: string | undefined;
}): Configuration {
  const { origin, secrets } = options;
  return {
    adapter: createIssuerStorage(options.storagePath),
    clients: [describeWebClient(origin)],
    jwks: { keys: [secrets.signingKey] },
    cookies: { keys: [secrets.cookieKey] },
    pkce: { required: () => true },
    // Browsers send an Origin with every POST, also to the same origin.
    clientBasedCORS: (_context, from) => from === origin,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    conformIdTokenClaims: false,
    findAccount: (_context, subject) => {
      const user = findUserBySubject(subject);
      return user && { accountId: subject, claims: () => describeClaims(user) };
    },
    extraTokenClaims: (_context, token) => {
      const user = 'accountId' in token ? findUserBySubject(token.accountId ?? '') : undefined;
      return user && describeClaims(user);
    },
    interactions: { url: (_context, { uid }) => `${issuerNames.mountPath}/interaction/${uid}` },
    loadExistingGrant,
    issueRefreshToken: () => true,
    // Two tabs may renew with the same refresh token; rotation would sign one of them out.
    rotateRefreshToken: false,
    renderError: (context) => {
      showPage(
        context,
        renderMessagePage('Signing in did not work', 'Go back to the copilot and try again.'),
      );
    },
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: minuteSeconds,
      IdToken: accessTokenSeconds,
      Interaction: 60 * minuteSeconds,
      Session: signInSeconds,
      Grant: signInSeconds,
      RefreshToken: signInSeconds,
    },
    features: describeFeatures(),
  };
}

function describeWebClient(origin: string) {
  const callbacks = ['/callback.html', '/callback', '/', '/index.html', '/chat.html'];
  return {
    client_id: issuerNames.webClientId,
    client_name: 'Metered Copilot',
    application_type: 'web' as const,
    token_endpoint_auth_method: 'none' as const,
    id_token_signed_response_alg: 'ES256' as const,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    redirect_uris: callbacks.map((path) => origin + path),
    post_logout_redirect_uris: [`${origin}/`, `${origin}/index.html`],
  };
}

function describeFeatures(): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => issuerNames.resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: '',
        audience: issuerNames.audience,
        accessTokenTTL: accessTokenSeconds,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        const isAskedByPage = context.oidc.entities.IdTokenHint !== undefined;
        showPage(context, renderSignOutPage(form, isAskedByPage));
      },
      postLogoutSuccessSource: (context) => {
        showPage(context, renderMessagePage('Signed out', 'You are signed out.'));
      },
    },
  };
}

/** Consent is given in advance: the only client is the product's own pages. */
async function loadExistingGrant(context: KoaContextWithOIDC) {
  const { client, provider, session } = context.oidc;
  if (!client || !session?.accountId) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const existing = grantId ? await provider.Grant.find(grantId) : undefined;
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(`${issuerNames.scope} offline_access`);
  await grant.save();
  return grant;
}

const describeClaims = (user: DemoUser) => ({
  sub: user.subject,
  email: user.email,
  email_verified: true,
  name: user.name,
  groups: [...user.groups],
});

function showPage(context: KoaContextWithOIDC, page: RenderedPage): void {
  context.set({ ...page.headers });
  context.body = page.html;
}
