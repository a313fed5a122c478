import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AlarmTopic } from '../../infra/constructs/alarm-topic.ts';
import { type LogMetric, logMetrics } from '../../infra/observability/log-metrics.ts';
import { expectResource } from '../support/expect-resource.ts';
import { synthApp, synthTimeoutMs } from '../support/synth-app.ts';

const filterSchema = z.object({
  Properties: z.object({
    MetricTransformations: z.tuple([
      z.object({
        Unit: z.string(),
        Dimensions: z.array(z.unknown()).optional(),
        DefaultValue: z.number().optional(),
      }),
    ]),
  }),
});

let template: Template;
beforeAll(async () => {
  template = (await synthApp({ alarmEmail: 'operator@example.com' })).template('observability');
}, synthTimeoutMs);

describe('the metrics of the log', () => {
  it.each(Object.entries<LogMetric>(logMetrics))('%s has its filter', (MetricName, metric) => {
    const { pattern, field, splitBy } = metric;
    expectResource(template, 'AWS::Logs::MetricFilter', {
      FilterPattern: pattern,
      MetricTransformations: [
        Match.objectLike({
          MetricName,
          MetricNamespace: 'MeteredCopilot/prod',
          MetricValue: field === undefined ? '1' : `$.${field}`,
          ...(splitBy && { Dimensions: [{ Key: splitBy, Value: `$.${splitBy}` }] }),
        }),
      ],
    });
  });

  it('are fewer than one log group may have', () => {
    expect(Object.keys(logMetrics).length).toBeLessThan(100);
  });

  it('are 0 in a quiet minute, unless they measure a time or are kept apart', () => {
    const filters = Object.values(template.findResources('AWS::Logs::MetricFilter'));
    for (const filter of filters) {
      const { Properties } = filterSchema.parse(filter);
      const [{ Unit, Dimensions, DefaultValue }] = Properties.MetricTransformations;
      const isCount = Unit === 'Count' && Dimensions === undefined;
      expect(DefaultValue).toBe(isCount ? 0 : undefined);
    }
  });
});

describe('the topic of alarms', () => {
  it('is written to by alarms of this stage and AWS account, by TLS only', () => {
    const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));
    expectResource(template, 'AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Effect: 'Deny',
            Principal: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Resource: { Ref: topic },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: { 'aws:SourceArn': Match.anyValue() },
            },
          }),
        ],
      },
    });
  });

  it('tells the address of the stage', () => {
    expectResource(template, 'AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operator@example.com',
    });
  });

  it('tells nobody where the stage names no address', () => {
    const names = { topicName: 'alarms', alarmNamePrefix: 'metered-copilot-dev-' };
    const topic = new AlarmTopic(new Stack(), 'Topic', { ...names, email: undefined });
    const template = Template.fromStack(Stack.of(topic));
    expect(template.findResources('AWS::SNS::Subscription')).toEqual({});
  });
});
