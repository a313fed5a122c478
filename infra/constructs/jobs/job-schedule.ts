import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, type ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ScheduleTrigger } from '../../../shared/triggers.ts';

export interface JobScheduleProps {
  readonly every: ScheduleTrigger['every'];
  readonly group: ScheduleGroup;
  readonly job: Function;
  /** Takes what could not be started at all. */
  readonly deadLetters: IQueue;
}

/** The scheduler tries again for so long to start a job; the next minute has a run of its own. */
const minuteRetry = { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 1 };
const dayRetry = { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 10 };

/** Starts a function at its times, by a role that may start this one and nothing else. */
export class JobSchedule extends Construct {
  constructor(scope: Construct, id: string, { every, group, job, deadLetters }: JobScheduleProps) {
    super(scope, id);
    const isEachMinute = 'minutes' in every;
    const role = new Role(this, 'Role', {
      description: `Starts ${job.functionName}.`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com').withConditions({
        StringEquals: {
          'aws:SourceAccount': Stack.of(this).account,
          'aws:SourceArn': group.scheduleGroupArn,
        },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [job.functionArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    );
    const schedule = new CfnSchedule(this, 'Schedule', {
      groupName: group.scheduleGroupName,
      scheduleExpression: describeSchedule(every),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: job.functionArn,
        roleArn: role.roleArn,
        retryPolicy: isEachMinute ? minuteRetry : dayRetry,
        deadLetterConfig: { arn: deadLetters.queueArn },
      },
    });
    // The scheduler checks the role when the schedule is made.
    schedule.node.addDependency(role);
    job.configureAsyncInvoke({
      // A sweep that failed is not made up for: another follows within the minute.
      retryAttempts: isEachMinute ? 0 : 1,
      maxEventAge: Duration.seconds(isEachMinute ? 60 : 3_600),
    });
  }
}

const describeSchedule = (every: ScheduleTrigger['every']): string =>
  'minutes' in every
    ? `rate(${every.minutes} ${every.minutes === 1 ? 'minute' : 'minutes'})`
    : `cron(0 ${every.dayAtUtcHour} * * ? *)`;
