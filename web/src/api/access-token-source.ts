/** Where requests get the access token from. Null: nobody is signed in. */
export interface AccessTokenSource {
  getAccessToken(): Promise<string | null>;
  /** Asks the issuer for a new one, because the API refused the last. */
  renew(): Promise<string | null>;
}
