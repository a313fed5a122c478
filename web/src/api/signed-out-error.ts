/** There is no access token, or the API no longer takes it and it could not be renewed. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';
}
