import * as z from 'zod';
import { limits } from '../shared/limits.ts';
import { httpServerEntrySchema } from '../shared/server-entry.ts';

/*
 * What functions are told by their environment. Each reads the part that it needs, once, so that
 * none has to be told more. CDK and the local runtime both set these names; nothing else reads
 * `process.env`.
 */

/** Set by Lambda itself. */
export const regionSchema = z.string().default('us-east-1');

const tableSchema = z.object({
  TABLE_NAME: z.string().min(3),
  AWS_REGION: regionSchema,
  /** Set on one machine only: where DynamoDB Local listens. */
  DYNAMODB_ENDPOINT: z.url().optional(),
});

const signInSchema = z.object({
  /** The issuer of people's access tokens, as it stands in their `iss`. */
  OIDC_ISSUER: z.url(),
  /**
   * What their `aud` must be. Cognito's access tokens have none: theirs must carry the scope
   * `<audience>/use` of a resource server by that name.
   */
  OIDC_AUDIENCE: z.string().min(1),
  ADMIN_GROUP: z.string().min(1).default('admins'),
  /** Requests of one API key in a minute; people have a fixed limit. */
  KEY_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(limits.keyRequestsPerMinuteCount),
});

const originSchema = z.object({
  /** Where people and clients reach the product, for example https://copilot.example.com */
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }),
});

const discoverySchema = originSchema.extend({
  OIDC_ISSUER: z.url(),
  /** What a client asks the issuer for, separated by spaces. */
  SIGN_IN_SCOPE: z.string().default('openid email profile'),
});

const modelSchema = z.object({
  MODEL_PROVIDER: z.enum(['offline', 'bedrock', 'openai-compatible']).default('offline'),
  /** Required for every provider but `offline`. */
  MODEL_ID: z.string().default(''),
  /** For `openai-compatible`: for example http://localhost:11434/v1 for Ollama. */
  MODEL_BASE_URL: z.url().optional(),
  MODEL_API_KEY: z.string().optional(),
  AWS_REGION: regionSchema,
});

const approvalSchema = z.object({
  /** Signs approval requests; at least 32 random bytes, the same for all instances. */
  APPROVAL_SECRET: z.string().min(32),
});

const serversSchema = z.object({
  /** Further MCP servers, or another address for one of ours: `shared/server-entry.ts`, as JSON. */
  SERVERS: z.preprocess(parseJson, z.array(httpServerEntrySchema).default([])),
});

const cipherSchema = z.union(
  [
    /** In AWS: which key of KMS seals credentials. */
    z.object({ CIPHER_KEY_ARN: z.string().min(1) }),
    /** On one machine: the key itself, 32 bytes in base64url. */
    z.object({ LOCAL_CIPHER_KEY: z.string().length(43) }),
  ],
  { error: 'CIPHER_KEY_ARN or LOCAL_CIPHER_KEY is required' },
);

const releaseSchema = z.object({
  APP_VERSION: z.string().default('0.1.0'),
});

const auditSchema = z.object({
  /** The part of all accounts that the nightly audit verifies; each day another one. */
  AUDIT_SAMPLE_SHARE: z.coerce.number().min(0).max(1).default(1),
});

const metricsSchema = z.object({
  /** Where CloudWatch keeps what is counted: one for each stage, or their sums would mix. */
  METRICS_NAMESPACE: z.string().min(1).default('MeteredCopilot'),
});

type Environment = Readonly<Record<string, unknown>>;
type ReadConfig<Schema extends z.ZodType> = (environment: Environment) => z.output<Schema>;

export type TableConfig = z.output<typeof tableSchema>;
export type SignInConfig = z.output<typeof signInSchema>;
export type CipherConfig = z.output<typeof cipherSchema>;
export type ModelConfig = z.output<typeof modelSchema>;

export const readTableConfig = reader(tableSchema);
export const readSignInConfig = reader(signInSchema);
export const readOriginConfig = reader(originSchema);
export const readDiscoveryConfig = reader(discoverySchema);
export const readModelConfig = reader(modelSchema);
export const readApprovalConfig = reader(approvalSchema);
export const readServersConfig = reader(serversSchema);
export const readCipherConfig = reader(cipherSchema);
export const readReleaseConfig = reader(releaseSchema);
export const readAuditConfig = reader(auditSchema);
export const readMetricsConfig = reader(metricsSchema);

/** Makes a reader, which throws an Error that names each variable missing or malformed. */
export function reader<Schema extends z.ZodType>(schema: Schema): ReadConfig<Schema> {
  return (environment) => {
    const parsed = schema.safeParse(environment);
    if (parsed.success) return parsed.data;
    throw new Error(`The environment is incomplete:\n${z.prettifyError(parsed.error)}`);
  };
}

/** A text that is no JSON stays as it is, and is refused for that. */
function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
