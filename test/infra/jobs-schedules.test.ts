import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { kebabCase } from '../../infra/kebab-case.ts';
import { type Trigger, triggers } from '../../shared/triggers.ts';
import { expectResource } from '../support/expect-resource.ts';
import { arnOf, type JobsTemplate, readJobsTemplate } from '../support/jobs-template.ts';
import { synthTimeoutMs } from '../support/synth-app.ts';

let jobs: JobsTemplate;
beforeAll(async () => {
  jobs = await readJobsTemplate();
}, synthTimeoutMs);

describe('jobs', () => {
  it.each(Object.entries<Trigger>(triggers))(
    '%s has a function with its time',
    (name, { timeoutSeconds }) => {
      expectResource(jobs.template, 'AWS::Lambda::Function', {
        FunctionName: `metered-copilot-prod-${kebabCase(name)}`,
        Timeout: timeoutSeconds,
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
      });
    },
  );

  it('are no more than the table of triggers has', () => {
    expect(jobs.propertiesOf('AWS::Lambda::Function')).toHaveLength(Object.keys(triggers).length);
    expect(jobs.propertiesOf('AWS::Scheduler::Schedule')).toHaveLength(2);
    expect(jobs.propertiesOf('AWS::Lambda::EventSourceMapping')).toHaveLength(
      Object.values(triggers).filter(({ source }) => source.kind !== 'schedule').length,
    );
  });

  it('reserve no concurrency, as a new AWS account has none to spare', () => {
    for (const one of jobs.propertiesOf('AWS::Lambda::Function')) {
      expect(one).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });
});

describe('schedules', () => {
  const scheduleOf = (job: string) => {
    const arn = arnOf(jobs.functionId(job));
    return jobs
      .propertiesOf('AWS::Scheduler::Schedule')
      .find(({ Target }) => JSON.stringify(Target).includes(JSON.stringify(arn)) && Target);
  };

  it('sweep each minute and audit each day at three', () => {
    expect(scheduleOf('sweepHolds')).toMatchObject({ ScheduleExpression: 'rate(1 minute)' });
    expect(scheduleOf('auditAccounts')).toMatchObject({ ScheduleExpression: 'cron(0 3 * * ? *)' });
  });

  it.each(['sweepHolds', 'auditAccounts'])('start %s with bounded tries, then give up', (job) => {
    expect(scheduleOf(job)?.['Target']).toMatchObject({
      RetryPolicy: {
        MaximumEventAgeInSeconds: expect.any(Number),
        MaximumRetryAttempts: expect.any(Number),
      },
      DeadLetterConfig: { Arn: arnOf(jobs.queueId('schedules-dead-letters')) },
    });
    expectResource(jobs.template, 'AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: jobs.functionId(job) },
      MaximumEventAgeInSeconds: Match.anyValue(),
      MaximumRetryAttempts: job === 'sweepHolds' ? 0 : 1,
    });
  });

  it.each(['sweepHolds', 'auditAccounts'])('start %s by a role that may do just that', (job) => {
    expectResource(jobs.template, 'AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: 'lambda:InvokeFunction',
            Effect: 'Allow',
            Resource: arnOf(jobs.functionId(job)),
          },
          {
            Action: 'sqs:SendMessage',
            Effect: 'Allow',
            Resource: arnOf(jobs.queueId('schedules-dead-letters')),
          },
        ],
      },
    });
  });

  it('lend their roles to this group of schedules alone', () => {
    const group = Object.keys(jobs.template.findResources('AWS::Scheduler::ScheduleGroup'))[0]!;
    expectResource(
      jobs.template,
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: {
          Statement: [
            Match.objectLike({
              Principal: { Service: 'scheduler.amazonaws.com' },
              Condition: {
                StringEquals: {
                  'aws:SourceAccount': { Ref: 'AWS::AccountId' },
                  'aws:SourceArn': arnOf(group),
                },
              },
            }),
          ],
        },
      },
      2,
    );
  });
});

describe('what scheduled functions count', () => {
  it.each(['sweep-holds', 'audit-accounts'])('%s counts for its own stage', (name) => {
    expectResource(jobs.template, 'AWS::Lambda::Function', {
      FunctionName: `metered-copilot-prod-${name}`,
      Environment: { Variables: Match.objectLike({ METRICS_NAMESPACE: 'MeteredCopilot/prod' }) },
    });
  });
});
