import type { LocalSecrets } from './local-secrets.ts';
import { issuerNames } from './issuer/issuer-names.ts';
import { queueUrl } from './triggers/queue-url.ts';

export const localTableName = 'metered-copilot';

/** What CDK sets for the functions in AWS, for this machine. MODEL_*, IMAGE_MODEL_*, SERVERS, OVERPASS_URL and WEBHOOKS come from our own. */
export function describeFunctionEnvironment(options: {
  origin: string;
  endpoint: string;
  secrets: LocalSecrets;
  messagingUrl: string;
  /** Where pictures are kept. */
  mediaDir: string;
}): Record<string, string> {
  return {
    TABLE_NAME: localTableName,
    AWS_REGION: 'us-east-1',
    DYNAMODB_ENDPOINT: options.endpoint,
    OIDC_ISSUER: options.origin + issuerNames.mountPath,
    OIDC_AUDIENCE: issuerNames.audience,
    ADMIN_GROUP: issuerNames.adminGroup,
    SIGN_IN_SCOPE: issuerNames.scope,
    PUBLIC_ORIGIN: options.origin,
    // Here is nobody else to take the place of, and load tests have only one key.
    KEY_REQUESTS_PER_MINUTE: '1000000',
    APPROVAL_SECRET: options.secrets.approvalSecret,
    LOCAL_CIPHER_KEY: options.secrets.cipherKey,
    MEDIA_DIR: options.mediaDir,
    MEDIA_KEY: options.secrets.mediaKey,
    MESSAGING_ENDPOINT: options.messagingUrl,
    EVENT_BUS_NAME: 'local',
    WEBHOOK_QUEUE_URL: queueUrl(options.messagingUrl, 'webhooks'),
    JOB_QUEUE_URL: queueUrl(options.messagingUrl, 'jobs'),
    POWERTOOLS_SERVICE_NAME: 'metered-copilot',
    // Makes Powertools write through the global console, where the app log listens.
    POWERTOOLS_DEV: 'true',
  };
}
