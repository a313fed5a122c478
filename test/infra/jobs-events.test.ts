import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { entryPrefix, keys } from '../../functions/store/keys.ts';
import { triggers } from '../../shared/triggers.ts';
import { expectResource } from '../support/expect-resource.ts';
import { arnOf, type JobsTemplate, readJobsTemplate } from '../support/jobs-template.ts';
import { synthTimeoutMs } from '../support/synth-app.ts';

const daySeconds = 24 * 3_600;

let jobs: JobsTemplate;
beforeAll(async () => {
  jobs = await readJobsTemplate();
}, synthTimeoutMs);

describe("the table's stream", () => {
  const mapping = () =>
    jobs
      .propertiesOf('AWS::Lambda::EventSourceMapping')
      .find(({ StartingPosition }) => StartingPosition);

  it('is followed from its beginning, in order, until it is nearly forgotten', () => {
    expect(mapping()).toMatchObject({
      FunctionName: { Ref: jobs.functionId('publishChanges') },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: triggers.publishChanges.source.batchCount,
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: expect.any(Number),
      DestinationConfig: { OnFailure: { Destination: arnOf(jobs.queueId('stream-dead-letters')) } },
    });
    expect(mapping()?.['MaximumRecordAgeInSeconds']).toBeLessThan(daySeconds);
    expect(mapping()?.['MaximumRetryAttempts']).toBeGreaterThan(0);
  });

  it('wakes the function for entries and states, as their keys are made', () => {
    const { sk } = keys.accountState('7');
    expect(mapping()?.['FilterCriteria']).toEqual({
      Filters: [
        {
          Pattern: JSON.stringify({
            dynamodb: { Keys: { sk: { S: [sk, { prefix: entryPrefix }] } } },
          }),
        },
      ],
    });
    expect(keys.entry('7', 1).sk.startsWith(entryPrefix)).toBe(true);
  });

  it('can be read by its consumer, by name', () => {
    const reads = jobs.permissionsOf('publishChanges').filter((one) => one.includes('dynamodb:'));
    expect(reads.map((one) => one.split(' ')[0])).toEqual([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ]);
    for (const one of reads) expect(one).toMatch(/StreamArn/);
  });
});

describe('events', () => {
  it('are kept for 30 days, to be sent again', () => {
    expectResource(jobs.template, 'AWS::Events::EventBus', {
      Name: 'metered-copilot-prod-events',
    });
    expectResource(jobs.template, 'AWS::Events::Archive', { RetentionDays: 30 });
    expect(jobs.propertiesOf('AWS::Events::EventBusPolicy')).toHaveLength(0);
  });

  it('are published by one function, which is told where', () => {
    const [bus] = Object.keys(jobs.template.findResources('AWS::Events::EventBus'));
    const webhooks = jobs.queueId('webhooks.fifo');
    const permissions = jobs.permissionsOf('publishChanges');
    expect(permissions).toContain(`events:PutEvents ${JSON.stringify(arnOf(bus!))}`);
    expect(permissions).toContain(`sqs:SendMessage ${JSON.stringify(arnOf(webhooks))}`);
    expectResource(jobs.template, 'AWS::Lambda::Function', {
      FunctionName: 'metered-copilot-prod-publish-changes',
      Environment: {
        Variables: {
          EVENT_BUS_NAME: { Ref: bus },
          WEBHOOK_QUEUE_URL: { Ref: webhooks },
          SECRETS_ARN: Match.anyValue(),
        },
      },
    });
    for (const other of ['sweepHolds', 'auditAccounts', 'deliverWebhook', 'chargeUsage']) {
      expect(jobs.permissionsOf(other).join(' ')).not.toMatch(/events:|sqs:SendMessage/);
    }
  });

  it('that failed are put back by the function that delivers them', () => {
    const webhooks = JSON.stringify(arnOf(jobs.queueId('webhooks.fifo')));
    const given = jobs.permissionsOf('deliverWebhook').filter((one) => one.startsWith('sqs:'));
    expect(given.toSorted()).toEqual(
      ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map(
        (action) => `sqs:${action} ${webhooks}`,
      ),
    );
  });
});
