import { QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';

/** What every queue of the product has in common: encrypted, and by TLS only. */
export const queueDefaults = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
} as const satisfies QueueProps;
