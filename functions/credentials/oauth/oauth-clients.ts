import * as z from 'zod';
import { reader } from '../../config.ts';

const oauthClientSchema = z.strictObject({
  clientId: z.string().min(1),
  /** None: a public client, which PKCE alone protects. */
  clientSecret: z.string().min(1).optional(),
});

/** Who the operator is to a server that clients sign in to. */
export type OauthClient = z.infer<typeof oauthClientSchema>;
/** By the id of the server. */
export type OauthClients = Readonly<Record<string, OauthClient>>;

/** In AWS a member of the stage's secret; on one machine a variable that holds the same as JSON. */
const oauthClientsSchema = z.preprocess(
  (value) => (typeof value === 'string' ? parseJson(value) : value),
  z.record(z.string(), oauthClientSchema),
);

/** @throws Error when OAUTH_CLIENTS is malformed; its values are never quoted */
export const readOauthClients: (environment: Readonly<Record<string, unknown>>) => OauthClients = (
  environment,
) => reader(z.object({ OAUTH_CLIENTS: oauthClientsSchema.default({}) }))(environment).OAUTH_CLIENTS;

/** A text that is no JSON stays as it is, and is refused for that. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
