import * as z from 'zod';
import { idSchema } from './api/primitives.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Credentials travel to this address, so it is encrypted unless it never leaves the machine. */
const serverUrlSchema = z.url({ protocol: /^https?$/ }).refine(
  (url) => {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || loopbackHosts.includes(hostname);
  },
  { message: 'must be an https address' },
);

const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('headers'),
    /** Header name to its text, where `{field}` stands for a field of the stored credentials. */
    headers: z.record(z.string(), z.string()),
    /** Fields that may be missing; a header that names such a one is then not sent. */
    optionalFields: z.array(z.string()).optional(),
  }),
  z.strictObject({
    /** Each client signs in there: OAuth 2.1 with PKCE, by the operator's entry in OAUTH_CLIENTS. */
    kind: z.literal('oauth'),
    /** What is asked for; else what the server itself names, which may be nothing. */
    scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/)).optional(),
    /** The one that signs in; else the one that the server names. */
    issuer: serverUrlSchema.optional(),
  }),
]);

/** An MCP server that is not ours: an entry of the catalogue, as configuration writes it. */
export const httpServerEntrySchema = z.strictObject({
  id: idSchema,
  title: z.string(),
  kind: z.literal('http'),
  /** The Streamable HTTP address. */
  url: serverUrlSchema,
  auth: authSchema,
});
export type HttpServerEntry = z.infer<typeof httpServerEntrySchema>;
