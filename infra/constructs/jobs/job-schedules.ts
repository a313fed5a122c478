import type { Function } from 'aws-cdk-lib/aws-lambda';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { ScheduleTrigger } from '../../../shared/triggers.ts';
import { deadLettersName } from '../../queue-names.ts';
import { resourceName } from '../../resource-name.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { JobSchedule } from './job-schedule.ts';

/**
 * Starts jobs at their times. Runs that overlap do no harm (each hold settles once, each account is
 * only read), so no concurrency is reserved: in a new AWS account there is none to spare.
 */
export class JobSchedules extends Construct {
  readonly #group: ScheduleGroup;
  /** Starts that the scheduler gave up. */
  readonly #deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    this.#group = new ScheduleGroup(this, 'Group', {
      scheduleGroupName: resourceName(stage, 'jobs'),
    });
    this.#deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      queueName: deadLettersName(stage, 'schedules'),
    });
  }

  start(job: Function, { every }: Pick<ScheduleTrigger, 'every'>): void {
    new JobSchedule(this, job.node.id, {
      every,
      job,
      group: this.#group,
      deadLetters: this.#deadLetters,
    });
  }
}
