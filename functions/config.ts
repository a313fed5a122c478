import * as z from 'zod';
import { webhookEndpointsSchema } from './events/webhook-endpoint.ts';

/**
 * What a function is told by its environment, parsed once. Nothing else reads `process.env`.
 * CDK and the local runtime both set these names.
 */
const tableEnvironmentSchema = z.object({
  TABLE_NAME: z.string().min(3),
  AWS_REGION: z.string().default('us-east-1'),
  /** Set on one machine only: where DynamoDB Local listens. */
  DYNAMODB_ENDPOINT: z.url().optional(),
});

const environmentSchema = tableEnvironmentSchema.extend({
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

  /** The part of all accounts that the nightly audit verifies; each day another one. */
  AUDIT_SAMPLE_SHARE: z.coerce.number().min(0).max(1).default(1),
});

const webhookEnvironmentSchema = tableEnvironmentSchema.pick({ AWS_REGION: true }).extend({
  WEBHOOK_QUEUE_URL: z.url(),
  /** Set on one machine only: what answers there in place of EventBridge and SQS. */
  MESSAGING_ENDPOINT: z.url().optional(),
  /** JSON: a list of `{id, url, secret, events?}`. */
  WEBHOOKS: webhookEndpointsSchema.default([]),
});

const publishEnvironmentSchema = webhookEnvironmentSchema.extend({
  EVENT_BUS_NAME: z.string().min(1),
});

export type Config = z.infer<typeof environmentSchema>;

/** Where the table is: all that a command of an operator needs to know. */
export type TableConfig = z.infer<typeof tableEnvironmentSchema>;

/** @throws Error naming each variable that is missing or malformed */
export const readConfig = (environment: NodeJS.ProcessEnv): Config =>
  parseEnvironment(environmentSchema, environment);

/** @throws Error naming each variable that is missing or malformed */
export const readTableConfig = (environment: NodeJS.ProcessEnv): TableConfig =>
  parseEnvironment(tableEnvironmentSchema, environment);

/** @throws Error naming each variable that is missing or malformed */
export const readWebhookConfig = (environment: NodeJS.ProcessEnv) =>
  parseEnvironment(webhookEnvironmentSchema, environment);

/** @throws Error naming each variable that is missing or malformed */
export const readPublishConfig = (environment: NodeJS.ProcessEnv) =>
  parseEnvironment(publishEnvironmentSchema, environment);

function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: NodeJS.ProcessEnv,
): z.infer<Schema> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new Error(`The environment is incomplete:\n${z.prettifyError(parsed.error)}`);
}
