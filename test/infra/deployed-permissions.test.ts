import { describe, expect, it } from 'vitest';
import { isAllowed, readStatements } from '../support/deployed/iam.ts';
import { readDemands } from '../support/deployed/read-demands.ts';
import { createResolver } from '../support/deployed/resolve-value.ts';
import { findResources, templateSchema } from '../support/deployed/templates.ts';

const arnOf = (name: string) => `arn:${name}`;
const item = (pk: string) => ({ pk: { S: pk }, sk: { S: 'STATE' } });

describe('what a call to DynamoDB needs', () => {
  it('is each action of a transaction', () => {
    const body = {
      TransactItems: [
        { Put: { TableName: 'table', Item: item('ACCOUNT#1') } },
        { Update: { TableName: 'table', Key: item('ACCOUNT#2') } },
        { ConditionCheck: { TableName: 'table', Key: item('ACCOUNT#3') } },
      ],
    };
    expect(readDemands('DynamoDB_20120810.TransactWriteItems', body, arnOf)).toEqual([
      { action: 'dynamodb:PutItem', resource: 'arn:table', partitions: ['ACCOUNT#1'] },
      { action: 'dynamodb:UpdateItem', resource: 'arn:table', partitions: ['ACCOUNT#2'] },
      { action: 'dynamodb:ConditionCheckItem', resource: 'arn:table', partitions: ['ACCOUNT#3'] },
    ]);
  });

  it('is the index of a query', () => {
    const body = { TableName: 'table', IndexName: 'due' };
    expect(readDemands('DynamoDB_20120810.Query', body, arnOf)).toEqual([
      { action: 'dynamodb:Query', resource: 'arn:table/index/due', partitions: [] },
    ]);
  });

  it('names the partitions of a batch', () => {
    const body = { RequestItems: { table: [{ DeleteRequest: { Key: item('CLIENT#15') } }] } };
    expect(readDemands('DynamoDB_20120810.BatchWriteItem', body, arnOf)).toEqual([
      { action: 'dynamodb:BatchWriteItem', resource: 'arn:table', partitions: ['CLIENT#15'] },
    ]);
  });

  it('is an error where nobody knows', () => {
    expect(() => readDemands('AmazonSQS.PurgeQueue', {}, arnOf)).toThrow('No permission is known');
  });
});

describe('what a role allows', () => {
  const template = templateSchema.parse({
    Resources: {
      Chat: {
        Type: 'AWS::Lambda::Function',
        Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      },
      Role: { Type: 'AWS::IAM::Role' },
      Other: { Type: 'AWS::IAM::Role' },
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:table' },
              {
                Effect: 'Allow',
                Action: ['dynamodb:DeleteItem'],
                Resource: 'arn:table',
                Condition: {
                  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SESSION#*'] },
                  Null: { 'dynamodb:LeadingKeys': 'false' },
                },
              },
              {
                Effect: 'Allow',
                Action: 'kms:Decrypt',
                Resource: '*',
                Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager' } },
              },
            ],
          },
        },
      },
      Foreign: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'Other' }],
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '*' }],
          },
        },
      },
    },
  });
  const templates = { api: template };
  const resolve = createResolver(templates, ({ logicalId }, attribute) =>
    attribute === null ? logicalId : `arn:${logicalId}`,
  );
  const [chat] = findResources(templates, 'AWS::Lambda::Function');
  const statements = chat ? readStatements(templates, resolve, chat) : [];
  const on = (action: string, partitions: string[] = [], resource = 'arn:table') =>
    isAllowed(statements, { action, resource, partitions });

  it('is what its policies name, and nothing else', () => {
    expect(on('dynamodb:GetItem')).toBe(true);
    expect(on('dynamodb:Query')).toBe(false);
    expect(on('dynamodb:GetItem', [], 'arn:table/index/due')).toBe(false);
  });

  it('is not what another role may do', () => {
    expect(on('dynamodb:PutItem')).toBe(false);
  });

  it('ends at the partitions of a condition', () => {
    expect(on('dynamodb:DeleteItem', ['SESSION#1'])).toBe(true);
    expect(on('dynamodb:DeleteItem', ['SESSION#1', 'ACCOUNT#1'])).toBe(false);
    expect(on('dynamodb:DeleteItem')).toBe(false);
  });

  it('leaves out what depends on a condition that it does not know', () => {
    expect(on('kms:Decrypt')).toBe(false);
  });
});
