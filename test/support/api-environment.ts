import type { HttpServerEntry } from '../../shared/server-entry.ts';
import { testAudience } from './api-issuer.ts';

export interface ApiEnvironmentOptions {
  readonly endpoint: string;
  readonly tableName: string;
  readonly issuer?: string;
  /** Where a scripted model answers; without it the built-in assistant does. */
  readonly modelBaseUrl?: string | undefined;
  /** MCP servers besides our own, or in their place. */
  readonly servers?: readonly HttpServerEntry[];
}

/** What the functions of a test are told, as CDK would tell them. */
export const describeApiEnvironment = (options: ApiEnvironmentOptions): Record<string, string> => ({
  TABLE_NAME: options.tableName,
  AWS_REGION: 'us-east-1',
  DYNAMODB_ENDPOINT: options.endpoint,
  OIDC_ISSUER: options.issuer ?? 'http://127.0.0.1:9',
  OIDC_AUDIENCE: testAudience,
  PUBLIC_ORIGIN: 'https://copilot.example.com',
  APPROVAL_SECRET: 'a secret for tests that is long enough',
  LOCAL_CIPHER_KEY: 'a-key-for-tests-of-32-bytes-in-base64url-AA',
  SERVERS: JSON.stringify(options.servers ?? []),
  POWERTOOLS_DEV: 'true',
  ...(options.modelBaseUrl === undefined
    ? { MODEL_PROVIDER: 'offline' }
    : {
        MODEL_PROVIDER: 'openai-compatible',
        MODEL_ID: 'scripted',
        MODEL_BASE_URL: options.modelBaseUrl,
      }),
});
