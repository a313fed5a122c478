/** What tells an API key from a person's access token. */
export const apiKeyPrefix = 'mck_';
