import type { OAuthTokens } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import { authorizationServerSchema } from './authorization-server.ts';

const tokenSchema = z
  .string()
  .min(1)
  .max(limits.credentialCharacters)
  // They become part of a header.
  .regex(/^[\x21-\x7e]+$/);

/** What a client has of a sign-in; sealed as a whole. */
export const signInTokensSchema = z.object({
  accessToken: tokenSchema,
  refreshToken: tokenSchema.optional(),
  obtainedAt: z.iso.datetime(),
  /** Absent: the server does not say. */
  expiresAt: z.iso.datetime().optional(),
  server: authorizationServerSchema,
  resource: z.string(),
});
export type SignInTokens = z.infer<typeof signInTokensSchema>;

/** As some servers mean "never", and no date can hold. */
const longestLifeSeconds = 10 * 365 * 24 * 60 * 60;

/**
 * What a server's answer amounts to.
 *
 * @throws z.ZodError for tokens that cannot be used, as those of another kind than `Bearer`
 */
export function readTokens(
  answer: OAuthTokens,
  from: Pick<SignInTokens, 'server' | 'resource'>,
  now: Date,
): SignInTokens {
  z.string()
    .regex(/^bearer$/i)
    .parse(answer.token_type);
  const { expires_in: seconds } = answer;
  const lifeSeconds = seconds && Math.min(seconds, longestLifeSeconds);
  return signInTokensSchema.parse({
    ...from,
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    obtainedAt: now.toISOString(),
    ...(lifeSeconds !== undefined && {
      expiresAt: new Date(now.getTime() + lifeSeconds * 1000).toISOString(),
    }),
  });
}
