/** Names that the issuer, the pages' configuration and the functions' environment share. */
export const issuerNames = {
  mountPath: '/oidc',
  webClientId: 'metered-copilot-web',
  /** `aud` of access tokens. */
  audience: 'metered-copilot',
  /** The resource indicator behind that audience: every token is for it, nobody has to ask. */
  resource: 'urn:metered-copilot:api',
  scope: 'openid email profile',
  adminGroup: 'admins',
} as const;
