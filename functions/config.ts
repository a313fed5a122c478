import * as z from 'zod';

/**
 * What a function is told by its environment, parsed once. Nothing else reads `process.env`.
 * CDK and the local runtime both set these names.
 */
const environmentSchema = z.object({
  TABLE_NAME: z.string().min(3),
  AWS_REGION: z.string().default('us-east-1'),
  /** Set on one machine only: where DynamoDB Local listens. */
  DYNAMODB_ENDPOINT: z.url().optional(),

  /** The issuer of people's access tokens, as it stands in their `iss`. */
  OIDC_ISSUER: z.url(),
  /** What their `aud` (or, from Cognito, `client_id`) must be. */
  OIDC_AUDIENCE: z.string().min(1),
  ADMIN_GROUP: z.string().min(1).default('admins'),

  MODEL_PROVIDER: z.enum(['offline', 'bedrock', 'openai-compatible']).default('offline'),
  /** Required for every provider but `offline`. */
  MODEL_ID: z.string().default(''),
  /** For `openai-compatible`: for example http://localhost:11434/v1 for Ollama. */
  MODEL_BASE_URL: z.url().optional(),
  MODEL_API_KEY: z.string().optional(),

  /** Signs approval requests; at least 32 random bytes, the same for all instances. */
  APPROVAL_SECRET: z.string().min(32),
  APP_VERSION: z.string().default('0.1.0'),
});

export type Config = z.infer<typeof environmentSchema>;

/** @throws Error naming each variable that is missing or malformed */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new Error(`The environment is incomplete:\n${z.prettifyError(parsed.error)}`);
}
