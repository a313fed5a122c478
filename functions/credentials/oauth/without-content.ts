import { OAuthError } from '@modelcontextprotocol/client';

/**
 * A failure without its text. The SDK quotes what a token endpoint answered, and that may hold
 * tokens, or what we sent; neither belongs into a log.
 */
export function withoutContent(error: unknown): Error {
  const code = error instanceof OAuthError ? ` ${error.code.slice(0, 40)}` : '';
  return new Error(`${error instanceof Error ? error.name : 'failure'}${code}`);
}
