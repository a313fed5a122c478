import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { tableDefinition } from '../../shared/table-definition.ts';
import { type SynthesisedApp, synthApp, synthTimeoutMs } from '../support/synth-app.ts';

describe('the stateful stack', () => {
  let app: SynthesisedApp;
  let dev: SynthesisedApp;
  beforeAll(async () => {
    app = await synthApp();
    dev = await synthApp({ stage: 'dev', logRetentionDays: 90 });
  }, synthTimeoutMs);
  const stateful = () => app.template('stateful');

  it('has the table of the definition, on demand, and takes it from nothing else', () => {
    const { partitionKey, sortKey, stream, timeToLiveAttribute, indexes } = tableDefinition;
    stateful().resourceCountIs('AWS::DynamoDB::Table', 1);
    stateful().hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: keySchema(partitionKey, sortKey),
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: stream },
      TimeToLiveSpecification: { AttributeName: timeToLiveAttribute, Enabled: true },
      GlobalSecondaryIndexes: Object.entries(indexes).map(([name, index]) => ({
        IndexName: name,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: index.projection },
      })),
      AttributeDefinitions: Match.arrayWith([
        { AttributeName: indexes.due.sortKey, AttributeType: 'N' },
        { AttributeName: indexes.recent.sortKey, AttributeType: 'S' },
      ]),
    });
  });

  it('protects the table against deletion, replacement and mistakes', () => {
    stateful().hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        TableName: 'metered-copilot-prod-table',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      },
    });
  });

  it.each([
    'AWS::DynamoDB::Table',
    'AWS::S3::Bucket',
    'AWS::SecretsManager::Secret',
    'AWS::KMS::Key',
    'AWS::Logs::LogGroup',
    'AWS::Cognito::UserPool',
  ])('keeps every %s when the stack goes', (type) => {
    const found = Object.values(stateful().findResources(type));
    expect(found.length).toBeGreaterThan(0);
    for (const resource of found) expect(resource).toMatchObject({ DeletionPolicy: 'Retain' });
  });

  it('lets nobody read media from outside, nor without encryption on the way', () => {
    stateful().hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    stateful().hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  it('makes a secret to sign approvals with, which no template knows', () => {
    stateful().hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: Match.objectLike({
        GenerateStringKey: 'APPROVAL_SECRET',
        SecretStringTemplate: '{}',
        PasswordLength: 64,
      }),
      SecretString: Match.absent(),
      KmsKeyId: Match.anyValue(),
    });
    stateful().hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('has a key of its own for the credentials of CRMs, which changes by itself', () => {
    stateful().hasResourceProperties('AWS::KMS::Key', {
      Description: 'Seals the credentials of CRMs in the stage prod.',
      EnableKeyRotation: true,
    });
  });

  it('keeps logs as long as the stage says', () => {
    const logGroups = Object.values(dev.template('stateful').findResources('AWS::Logs::LogGroup'));
    expect(logGroups.map((group) => group['Properties'].RetentionInDays)).toEqual([90, 90]);
  });
});

describe('the user pool', () => {
  let app: SynthesisedApp;
  let foreign: SynthesisedApp;
  beforeAll(async () => {
    app = await synthApp();
    foreign = await synthApp({ signIn: issuer });
  }, synthTimeoutMs);
  it('signs people in by a verified address, and keeps the old one until the new one is', () => {
    app.template('stateful').hasResourceProperties('AWS::Cognito::UserPool', {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      AccountRecoverySetting: {
        RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }],
      },
      UsernameConfiguration: { CaseSensitive: false },
      DeletionProtection: 'ACTIVE',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  it('gives tokens for the API by a scope, and knows admins by a group', () => {
    const template = app.template('stateful');
    template.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', {
      Identifier: 'metered-copilot',
      Scopes: [Match.objectLike({ ScopeName: 'use' })],
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'admins' });
  });

  it('has an address for sign-in that no other account or stage has', () => {
    const template = app.template('stateful');
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: { 'Fn::Join': ['', ['metered-copilot-prod-', { Ref: 'AWS::AccountId' }]] },
    });
  });

  it('is not there where the stage has an issuer of its own', () => {
    foreign.template('stateful').resourceCountIs('AWS::Cognito::UserPool', 0);
    foreign.template('api').hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'metered-copilot-prod-authorize',
      Environment: {
        Variables: Match.objectLike({
          OIDC_ISSUER: 'https://id.example.com/',
          OIDC_AUDIENCE: 'copilot',
          ADMIN_GROUP: 'operators',
        }),
      },
    });
  });
});

const issuer = {
  issuer: 'https://id.example.com/',
  audience: 'copilot',
  clientId: 'pages',
  adminGroup: 'operators',
};

const keySchema = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  { AttributeName: sortKey, KeyType: 'RANGE' },
];
