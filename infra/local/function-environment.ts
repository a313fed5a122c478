import type { LocalSecrets } from './local-secrets.ts';
import { issuerNames } from './issuer/issuer-names.ts';

export const localTableName = 'metered-copilot';

/** What CDK sets for the functions in AWS, for this machine. MODEL_* come from our own environment. */
export function describeFunctionEnvironment(options: {
  origin: string;
  endpoint: string;
  secrets: LocalSecrets;
}): Record<string, string> {
  return {
    TABLE_NAME: localTableName,
    AWS_REGION: 'us-east-1',
    DYNAMODB_ENDPOINT: options.endpoint,
    OIDC_ISSUER: options.origin + issuerNames.mountPath,
    OIDC_AUDIENCE: issuerNames.audience,
    ADMIN_GROUP: issuerNames.adminGroup,
    APPROVAL_SECRET: options.secrets.approvalSecret,
    POWERTOOLS_SERVICE_NAME: 'metered-copilot',
    // Makes Powertools write through the global console, where the app log listens.
    POWERTOOLS_DEV: 'true',
  };
}
