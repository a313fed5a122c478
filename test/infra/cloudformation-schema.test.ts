import { describe, expect, it } from 'vitest';
import type { StageConfig } from '../../infra/config.ts';
import { findSchemaProblems } from '../support/deployed/find-schema-problems.ts';
import { readTemplates, type Template } from '../support/deployed/templates.ts';
import { synthApp, synthTimeoutMs } from '../support/synth-app.ts';

/** A stage that makes use of every setting. */
const fullStage: Partial<StageConfig> = {
  region: 'eu-central-1',
  signIn: {
    issuer: 'https://login.example.com/',
    audience: 'copilot',
    clientId: 'pages',
    adminGroup: 'admins',
  },
  domain: {
    hostName: 'copilot.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/one',
    hostedZone: { id: 'Z0123456789', name: 'example.com' },
  },
  alarmEmail: 'operations@example.com',
  firewall: { requestsPerAddressPerFiveMinutes: 2_000 },
};

describe('the templates, by the schemas that AWS publishes', () => {
  it.each([
    ['the stage prod', { stage: 'prod' }],
    ['the stage dev', { stage: 'dev' }],
    ['a stage that uses every setting', fullStage],
  ])(
    'are sound for %s',
    async (_name, overrides) => {
      const templates = readTemplates(await synthApp(overrides));
      expect(Object.keys(templates).length).toBeGreaterThanOrEqual(6);
      expect(findSchemaProblems(templates)).toEqual([]);
    },
    synthTimeoutMs,
  );
});

describe('the check of templates', () => {
  const queue = (Properties: Record<string, unknown>, Type = 'AWS::SQS::Queue') =>
    findSchemaProblems({ jobs: { Resources: { Queue: { Type, Properties } }, Outputs: {} } });

  it('takes values that are known only once deployed', () => {
    const template: Template = {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Name' } } },
      },
      Outputs: {},
    };
    expect(findSchemaProblems({ jobs: template })).toEqual([]);
  });

  it.each([
    ['an unknown type', queue({}, 'AWS::SQS::Line'), 'jobs Queue: there is no type AWS::SQS::Line'],
    ['an unknown property', queue({ Colour: 'red' }), 'jobs Queue: there is no property Colour'],
    [
      'a text for a number',
      queue({ DelaySeconds: 'soon' }),
      'jobs Queue.DelaySeconds: not a whole number',
    ],
    ['a missing property', queue({}, 'AWS::Lambda::Permission'), 'jobs Queue: Action is missing'],
    [
      'a property of a property that does not exist',
      queue(
        { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH', Colour: 'red' }] },
        'AWS::DynamoDB::Table',
      ),
      'jobs Queue.KeySchema[0]: there is no property Colour',
    ],
  ])('finds %s', (_what, problems, expected) => {
    expect(problems).toContain(expected);
  });
});
