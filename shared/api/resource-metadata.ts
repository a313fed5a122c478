import * as z from 'zod';

/** RFC 9728: where a client that knows only our address finds the issuer to sign in with. */
export const resourceMetadataSchema = z.object({
  resource: z.url(),
  authorization_servers: z.array(z.url()).min(1),
  scopes_supported: z.array(z.string()),
  bearer_methods_supported: z.array(z.literal('header')),
  resource_name: z.string(),
});
export type ResourceMetadata = z.infer<typeof resourceMetadataSchema>;
