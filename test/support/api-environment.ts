import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OauthClients } from '../../functions/credentials/oauth/oauth-clients.ts';
import type { HttpServerEntry } from '../../shared/server-entry.ts';
import { queueUrl } from '../../infra/local/triggers/queue-url.ts';
import { testAudience } from './api-issuer.ts';
import { twilioVariables } from './twilio-server.ts';

/** Where people and providers would reach the product of a test. */
export const testOrigin = 'https://copilot.example.com';

export interface ApiEnvironmentOptions {
  readonly endpoint: string;
  readonly tableName: string;
  readonly issuer?: string;
  /** Where a scripted model answers; without it the built-in assistant does. */
  readonly modelBaseUrl?: string | undefined;
  /** Where queues answer; none unless a test sends messages. */
  readonly messagingUrl?: string | undefined;
  /** Where a Twilio answers; without it, calls are simulated. */
  readonly twilioUrl?: string | undefined;
  /** MCP servers besides our own, or in their place. */
  readonly servers?: readonly HttpServerEntry[];
  /** The operator's clients at servers that are signed in to. */
  readonly oauthClients?: OauthClients;
}

/** What the functions of a test are told, as CDK would tell them. */
export const describeApiEnvironment = (options: ApiEnvironmentOptions): Record<string, string> => ({
  TABLE_NAME: options.tableName,
  AWS_REGION: 'us-east-1',
  DYNAMODB_ENDPOINT: options.endpoint,
  OIDC_ISSUER: options.issuer ?? 'http://127.0.0.1:9',
  OIDC_AUDIENCE: testAudience,
  PUBLIC_ORIGIN: testOrigin,
  ...(options.twilioUrl !== undefined && {
    ...twilioVariables,
    TWILIO_API_URL: options.twilioUrl,
  }),
  APPROVAL_SECRET: 'a secret for tests that is long enough',
  LOCAL_CIPHER_KEY: 'a-key-for-tests-of-32-bytes-in-base64url-AA',
  MEDIA_DIR: mkdtempSync(join(tmpdir(), 'media-')),
  MEDIA_KEY: 'a-key-for-tests-of-32-bytes-in-base64url-AA',
  SERVERS: JSON.stringify(options.servers ?? []),
  OAUTH_CLIENTS: JSON.stringify(options.oauthClients ?? {}),
  // Nobody answers there: a test that starts jobs says where.
  JOB_QUEUE_URL: 'http://127.0.0.1:9/000000000000/jobs',
  ...(options.messagingUrl !== undefined && {
    MESSAGING_ENDPOINT: options.messagingUrl,
    JOB_QUEUE_URL: queueUrl(options.messagingUrl, 'jobs'),
  }),
  POWERTOOLS_DEV: 'true',
  ...(options.modelBaseUrl === undefined
    ? { MODEL_PROVIDER: 'offline' }
    : {
        MODEL_PROVIDER: 'openai-compatible',
        MODEL_ID: 'scripted',
        MODEL_BASE_URL: options.modelBaseUrl,
      }),
});
