import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { queueDefaults } from './queue-defaults.ts';

/** As long as SQS keeps anything. */
const retention = Duration.days(14);

/** Holds what was given up until somebody has looked at it. An alarm says that there is something. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: Pick<QueueProps, 'queueName' | 'fifo'>) {
    super(scope, id, { ...queueDefaults, ...props, retentionPeriod: retention });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It holds dead letters itself, and nothing takes messages from it.',
    });
  }
}
