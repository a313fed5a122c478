import * as z from 'zod';
import { limits } from '../limits.ts';
import { idSchema, timeSchema } from './primitives.ts';

export const credentialParamsSchema = z.strictObject({ clientId: idSchema, server: idSchema });

/** It becomes part of a header, so no spaces, no line ends and nothing beyond ASCII. */
const credentialValueSchema = z
  .string()
  .min(1)
  .max(limits.credentialCharacters)
  .regex(/^[\x21-\x7e]+$/, 'visible ASCII characters only');

/** Which fields there have to be depends on the server: see the answer of `getCredentials`. */
export const putCredentialsBodySchema = z.strictObject({
  fields: z
    .record(z.string().max(limits.idCharacters), credentialValueSchema)
    .refine(
      (fields) => Object.keys(fields).length <= limits.credentialFieldCount,
      `at most ${limits.credentialFieldCount} fields`,
    ),
});

/** A page of this site. What a browser would take for an address elsewhere is none. */
const returnPathSchema = z
  .string()
  .max(limits.returnPathCharacters)
  .regex(/^\/[\x21-\x5b\x5d-\x7e]*$/, 'a path that begins with a slash')
  .refine((path) => {
    const base = 'https://site.invalid';
    const { origin, pathname } = new URL(base + path);
    // `/x/..//elsewhere` ends up with two slashes, which name a host.
    return origin === base && !pathname.startsWith('//');
  }, 'a page of this site');

export const startAuthorizationBodySchema = z.strictObject({
  /** The page that the browser comes back to, with `connected` or `connection_failed` added. */
  returnPath: returnPathSchema.default('/'),
});

export const authorizationSchema = z.object({
  /** Where the browser goes now: there the user is asked. */
  authorizationUrl: z.url(),
  expiresAt: timeSchema,
});

/** As the server sends the browser back (RFC 6749 and RFC 9207); it may add more of its own. */
export const authorizationAnswerSchema = z.object({
  state: z.string().max(limits.authorizationAnswerCharacters).optional(),
  code: z.string().max(limits.authorizationAnswerCharacters).optional(),
  iss: z.string().max(limits.authorizationAnswerCharacters).optional(),
  error: z.string().max(limits.authorizationAnswerCharacters).optional(),
});
export type AuthorizationAnswer = z.infer<typeof authorizationAnswerSchema>;

/** Whether credentials are stored. What they are is never answered. */
export const credentialsSchema = z.object({
  clientId: z.string(),
  server: z.string(),
  title: z.string(),
  /** null: none are stored. */
  storedAt: timeSchema.nullable(),
  /** What the server takes; none for a server that asks for nothing. */
  fields: z.array(z.object({ name: z.string(), isRequired: z.boolean(), isStored: z.boolean() })),
  /**
   * For a server that clients sign in to; null for others. `not_configured`: the operator has not
   * set it up; `ended`: the server has ended the sign-in, so that it takes another one.
   */
  signIn: z.enum(['not_configured', 'none', 'connected', 'ended']).nullable(),
});
export type Credentials = z.infer<typeof credentialsSchema>;
