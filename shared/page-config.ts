/**
 * What `/config.json` tells the pages about the installation they belong to. Everybody can read
 * it, so nothing in it is secret.
 */
export interface PageConfig {
  readonly oidc: {
    readonly issuer: string;
    /** A public client: it signs in with PKCE and has no secret. */
    readonly clientId: string;
    readonly scope: string;
    /** What access tokens are meant for, for issuers that want to be asked for it. */
    readonly audience?: string;
    /**
     * Where Cognito signs people out. Its discovery names the address as if it followed the
     * standard, yet it wants `client_id` and `logout_uri`. Absent for all other issuers.
     */
    readonly cognitoLogoutUrl?: string;
  };
}

/** The only file of the site that is made when it is deployed. */
export const pageConfigPath = '/config.json';
