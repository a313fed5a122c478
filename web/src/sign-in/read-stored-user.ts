import * as z from 'zod/mini';
import type { PageConfig } from '../../../shared/page-config.ts';

const storedUserSchema = z.object({
  access_token: z.string(),
  expires_at: z.optional(z.number()),
});
export interface StoredUser {
  readonly accessToken: string;
  readonly expiresAtEpochSeconds: number | undefined;
}

/**
 * The user that oidc-client-ts keeps for this tab. Reading it here saves loading that library on
 * every page view; it is only needed to sign in, renew and sign out.
 */
export function readStoredUser(
  storage: Pick<Storage, 'getItem'>,
  { issuer, clientId }: PageConfig['oidc'],
): StoredUser | null {
  const text = storage.getItem(`oidc.user:${issuer}:${clientId}`);
  if (text === null) return null;
  const user = parseUser(text);
  return user && { accessToken: user.access_token, expiresAtEpochSeconds: user.expires_at };
}

function parseUser(text: string): z.infer<typeof storedUserSchema> | null {
  try {
    return storedUserSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
