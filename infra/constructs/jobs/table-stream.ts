import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import {
  EventSourceMapping,
  FilterCriteria,
  type Function,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StreamTrigger } from '../../../shared/triggers.ts';

export interface TableStreamProps {
  readonly table: ITable;
  readonly consumer: Function;
  readonly trigger: Pick<StreamTrigger, 'batchCount'>;
  /** Takes the place in the stream of what was given up; the changes themselves are in the table. */
  readonly deadLetters: IQueue;
}

/**
 * The stream keeps a change for 24 hours. What is given up some hours before that is reported, and
 * what comes after it is still there.
 */
const maxRecordAge = Duration.hours(20);
/** Only reached by records that fail on their own; an outage ends with the age. */
const retryAttempts = 1_000;

/**
 * Rows that announce something: entries and the state of accounts. All others, such as sessions and
 * turns, would start the function for nothing.
 */
const announcingRows = FilterCriteria.filter({
  dynamodb: { Keys: { sk: { S: ['STATE', { prefix: 'ENTRY#' }] } } },
});

/** Follows the changes of the table: in order for each account, none left out. */
export class TableStream extends Construct {
  constructor(scope: Construct, id: string, props: TableStreamProps) {
    super(scope, id);
    const { table, consumer, trigger, deadLetters } = props;
    const streamArn = streamArnOf(table);
    consumer.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
          'dynamodb:ListStreams',
        ],
        resources: [streamArn],
      }),
    );
    new EventSourceMapping(this, 'Source', {
      target: consumer,
      eventSourceArn: streamArn,
      // From the oldest change that is kept, so that a first deployment misses nothing.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: trigger.batchCount,
      // One at a time for each shard: more would lose the order of an account's events.
      parallelizationFactor: 1,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts,
      maxRecordAge,
      filters: [announcingRows],
      onFailure: new SqsDlq(deadLetters),
    });
  }
}

/** @throws Error when the table has no stream */
function streamArnOf({ tableStreamArn, tableName }: ITable): string {
  if (tableStreamArn !== undefined) return tableStreamArn;
  throw new Error(`The table ${tableName} has no stream.`);
}
