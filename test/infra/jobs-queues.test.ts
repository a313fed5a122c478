import { beforeAll, describe, expect, it } from 'vitest';
import { queues, triggers } from '../../shared/triggers.ts';
import { expectResource } from '../support/expect-resource.ts';
import { arnOf, type JobsTemplate, readJobsTemplate } from '../support/jobs-template.ts';
import { synthTimeoutMs } from '../support/synth-app.ts';

const daySeconds = 24 * 3_600;

let jobs: JobsTemplate;
beforeAll(async () => {
  jobs = await readJobsTemplate();
}, synthTimeoutMs);

describe('queues', () => {
  it('are encrypted, and by TLS only', () => {
    const ids = Object.keys(jobs.template.findResources('AWS::SQS::Queue'));
    expect(ids).toHaveLength(8);
    for (const one of jobs.propertiesOf('AWS::SQS::Queue'))
      expect(one['SqsManagedSseEnabled']).toBe(true);
    const policies = jobs
      .propertiesOf('AWS::SQS::QueuePolicy')
      .map((policy) => JSON.stringify(policy));
    for (const id of ids) {
      const policy = policies.find((text) => text.includes(`{"Ref":"${id}"}`));
      expect(policy).toContain('"aws:SecureTransport":"false"');
      // Nobody is let in by a queue: senders have it in their own roles.
      expect(policy).not.toContain('"Effect":"Allow"');
    }
  });

  it.each(Object.entries(queues))('%s gives up as often as the table says', (name, queue) => {
    const suffix = queue.isOrdered ? '.fifo' : '';
    expectResource(jobs.template, 'AWS::SQS::Queue', {
      QueueName: `metered-copilot-prod-${name}${suffix}`,
      RedrivePolicy: {
        deadLetterTargetArn: arnOf(jobs.queueId(`${name}-dead-letters${suffix}`)),
        maxReceiveCount: queue.receiveCount,
      },
    });
  });

  it('keep dead letters for 14 days, longer than the queues keep theirs', () => {
    for (const { QueueName, MessageRetentionPeriod } of jobs.propertiesOf('AWS::SQS::Queue')) {
      const isDead = String(QueueName).includes('dead-letters');
      expect(MessageRetentionPeriod).toBe((isDead ? 14 : 7) * daySeconds);
    }
  });

  it.each([
    ['deliverWebhook', 'webhooks.fifo'],
    ['chargeUsage', 'usage'],
    ['runJob', 'jobs.fifo'],
  ] as const)('%s answers which messages of %s come again, some at a time', (job, queue) => {
    const { source, timeoutSeconds } = triggers[job];
    expectResource(jobs.template, 'AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: jobs.functionId(job) },
      EventSourceArn: arnOf(jobs.queueId(queue)),
      BatchSize: source.batchCount,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    const [found] = Object.values(
      jobs.template.findResources('AWS::SQS::Queue', {
        Properties: { QueueName: `metered-copilot-prod-${queue}` },
      }),
    );
    const visibleAfter = Number(found?.['Properties'].VisibilityTimeout);
    expect(visibleAfter).toBeGreaterThanOrEqual(6 * timeoutSeconds);
  });
});
