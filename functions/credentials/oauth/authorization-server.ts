import * as z from 'zod';

/** A URL or the name of a method; longer ones come from nobody who means well. */
const nameCharacters = 500;
const nameSchema = z.string().max(nameCharacters);
const namesSchema = z.array(nameSchema).max(20);

/** What is kept of a server that signs in, by the names of RFC 8414. */
export const authorizationServerSchema = z.object({
  issuer: nameSchema,
  authorization_endpoint: nameSchema,
  token_endpoint: nameSchema,
  revocation_endpoint: nameSchema.optional(),
  response_types_supported: namesSchema,
  code_challenge_methods_supported: namesSchema.optional(),
  token_endpoint_auth_methods_supported: namesSchema.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
export type AuthorizationServer = z.infer<typeof authorizationServerSchema>;
