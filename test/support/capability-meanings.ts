import * as z from 'zod';
import {
  readAuditConfig,
  readCipherConfig,
  readDiscoveryConfig,
  readMetricsConfig,
  readModelConfig,
  readReleaseConfig,
  readServersConfig,
  readSignInConfig,
  readTableConfig,
} from '../../functions/config.ts';
import { readPublishConfig, readWebhookConfig } from '../../functions/events/event-config.ts';
import { readJobQueueConfig } from '../../functions/jobs/job-queue-config.ts';
import { readImageModelConfig } from '../../functions/providers/image/image-config.ts';
import { readMediaConfig } from '../../functions/providers/media/media-config.ts';
import { readDirectoryConfig } from '../../functions/providers/directory/directory-config.ts';
import { readTelephonyConfig } from '../../functions/providers/outreach-config.ts';
import type { Capability } from '../../infra/capabilities.ts';

interface Meaning {
  readonly actions: readonly string[];
  readonly variables: readonly string[];
  /** As a function with that capability does when it starts; throws where it cannot. */
  readonly read: (environment: Readonly<Record<string, string>>) => unknown;
}

const onTable = (...actions: string[]): Meaning => ({
  actions: actions.map((action) => `dynamodb:${action}`),
  variables: ['TABLE_NAME'],
  read: readTableConfig,
});
const model = {
  variables: ['MODEL_PROVIDER', 'MODEL_ID', 'MODEL_BASE_URL'],
  read: readModelConfig,
};
const media = { variables: ['MEDIA_BUCKET'], read: readMediaConfig };
const webhooks = { variables: ['WEBHOOK_QUEUE_URL'], read: readWebhookConfig };
const cipher = { variables: ['CIPHER_KEY_ARN'], read: readCipherConfig };
const secretSchema = z.object({ SECRETS_ARN: z.string() });

/** What each capability is. Written down a second time here, so that a slip shows. */
export const capabilityMeanings: Readonly<Record<Capability, Meaning>> = {
  'get items': onTable('GetItem'),
  'get many items': onTable('BatchGetItem'),
  'query items': onTable('Query'),
  'query due charges': onTable('Query'),
  'put items': onTable('PutItem'),
  'update items': onTable('UpdateItem'),
  'check items': onTable('ConditionCheckItem'),
  'delete sessions': onTable('DeleteItem'),
  'delete credentials': onTable('DeleteItem'),
  'delete contacts': onTable('DeleteItem', 'BatchWriteItem'),
  'read secrets': {
    actions: ['secretsmanager:GetSecretValue', 'kms:Decrypt'],
    variables: ['SECRETS_ARN'],
    read: (environment) => secretSchema.parse(environment),
  },
  'check access tokens': {
    actions: [],
    variables: ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'ADMIN_GROUP'],
    read: readSignInConfig,
  },
  'say where to sign in': {
    actions: [],
    variables: ['PUBLIC_ORIGIN', 'OIDC_ISSUER', 'SIGN_IN_SCOPE'],
    read: readDiscoveryConfig,
  },
  'name the origin': {
    actions: [],
    variables: ['PUBLIC_ORIGIN'],
    read: readTelephonyConfig,
  },
  'know the servers': { actions: [], variables: ['SERVERS'], read: readServersConfig },
  'seal credentials': { actions: ['kms:GenerateDataKey'], ...cipher },
  'open credentials': { actions: ['kms:Decrypt'], ...cipher },
  'name the model': { actions: [], ...model },
  'call the model': { actions: ['bedrock:InvokeModelWithResponseStream'], ...model },
  'tell the version': { actions: [], variables: ['APP_VERSION'], read: readReleaseConfig },
  'sample accounts': { actions: [], variables: ['AUDIT_SAMPLE_SHARE'], read: readAuditConfig },
  'count metrics': { actions: [], variables: ['METRICS_NAMESPACE'], read: readMetricsConfig },
  'start jobs': {
    actions: ['sqs:SendMessage'],
    variables: ['JOB_QUEUE_URL'],
    read: readJobQueueConfig,
  },
  'find businesses': { actions: [], variables: ['OVERPASS_URL'], read: readDirectoryConfig },
  'draw pictures': {
    actions: [],
    variables: ['IMAGE_MODEL_PROVIDER', 'IMAGE_MODEL_ID', 'IMAGE_MODEL_BASE_URL'],
    read: readImageModelConfig,
  },
  'keep media': { actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], ...media },
  'show media': { actions: ['s3:GetObject', 's3:ListBucket'], ...media },
  'publish events': {
    actions: ['events:PutEvents'],
    variables: ['EVENT_BUS_NAME'],
    read: readPublishConfig,
  },
  'send webhooks': { actions: ['sqs:SendMessage'], ...webhooks },
  'postpone webhooks': { actions: ['sqs:ChangeMessageVisibility'], ...webhooks },
};
