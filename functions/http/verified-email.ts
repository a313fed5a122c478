import * as z from 'zod';
import { AppError } from '../app-error.ts';

const requestTimeoutMs = 3_000;
const retryAfterSeconds = 5;

const emailSchema = z.object({
  email: z.string().optional(),
  // Cognito's user information says it as a text.
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
});
const userInfoSchema = emailSchema.extend({ sub: z.string() });

/** @returns null unless the issuer says that the address is verified */
export function verifiedEmailOf(claims: unknown): string | null {
  const parsed = emailSchema.safeParse(claims);
  return parsed.success && parsed.data.email_verified ? (parsed.data.email ?? null) : null;
}

/**
 * Asked where the token itself says nothing of an e-mail. No answer is not the same as no e-mail:
 * it would part somebody from the account that has theirs, for good.
 *
 * @returns null also when the issuer will not tell for this token
 * @throws AppError `sign_in_unavailable` when it cannot be asked
 */
export async function readUserInfo(
  endpoint: string | undefined,
  token: string,
  subject: string,
): Promise<string | null> {
  if (endpoint === undefined) return null;
  try {
    const response = await fetch(endpoint, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    if (response.status >= 500 || response.status === 429) {
      throw new Error(`${endpoint} answered ${response.status}`);
    }
    if (!response.ok) return null;
    const parsed = userInfoSchema.safeParse(await response.json());
    // OpenID Connect Core 5.3.2: what is said of somebody else must not be used.
    return parsed.success && parsed.data.sub === subject ? verifiedEmailOf(parsed.data) : null;
  } catch (cause) {
    throw new AppError('sign_in_unavailable', { cause, retryAfterSeconds });
  }
}
