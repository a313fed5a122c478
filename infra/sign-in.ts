/** Whose access tokens the API takes. */
export interface SignIn {
  /** As it stands in the `iss` of its tokens. */
  readonly issuer: string;
  /** What its tokens must be meant for. */
  readonly audience: string;
  readonly adminGroup: string;
  /** What clients ask for, separated by spaces. */
  readonly scope: string;
}

/** For a token that tells who somebody is, the e-mail address included. */
export const identityScope = 'openid email profile';
