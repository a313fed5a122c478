import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Trigger, triggers } from '../../shared/triggers.ts';
import { capabilities, type Capability } from '../capabilities.ts';
import type { StageConfig } from '../config.ts';
import { DeadLetterQueue } from '../constructs/jobs/dead-letter-queue.ts';
import { ProductEventBus } from '../constructs/jobs/event-bus.ts';
import type { JobQueue } from '../constructs/jobs/job-queue.ts';
import { JobQueues } from '../constructs/jobs/job-queues.ts';
import { JobSchedules } from '../constructs/jobs/job-schedules.ts';
import { TableStream } from '../constructs/jobs/table-stream.ts';
import { ProductFunction } from '../constructs/product-function.ts';
import { createGrants, giveCapabilities, type Grants } from '../create-grants.ts';
import { functionMemoryMegabytes } from '../function-memory.ts';
import { functionName } from '../function-name.ts';
import { kebabCase } from '../kebab-case.ts';
import { deadLettersName } from '../queue-names.ts';
import { resourceName } from '../resource-name.ts';
import type { TriggerName } from '../trigger-name.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface JobsStackProps extends StackProps {
  readonly config: StageConfig;
  readonly stateful: StatefulStack;
  /** Where people and clients reach the product. */
  readonly origin: string;
}

/** Everything that is not called by HTTP, as `shared/triggers.ts` has it. */
export class JobsStack extends Stack {
  /** Where long jobs wait: whoever calls tools starts some. */
  readonly jobQueue: JobQueue;
  readonly #props: JobsStackProps;
  readonly #bus: ProductEventBus;
  readonly #queues: JobQueues;
  readonly #schedules: JobSchedules;

  constructor(scope: Construct, id: string, props: JobsStackProps) {
    super(scope, id, props);
    const { stage } = props.config;
    this.#props = props;
    this.#bus = new ProductEventBus(this, 'Bus', resourceName(stage, 'events'));
    this.#queues = new JobQueues(this, 'Queues', stage);
    this.jobQueue = this.#queues.jobs;
    this.#schedules = new JobSchedules(this, 'Schedules', stage);
    const grants = this.#createGrants();
    for (const name of Object.keys(triggers) as TriggerName[]) {
      const job = this.#createFunction(name, triggers[name]);
      giveCapabilities<Capability>(job, capabilities[name], grants);
      this.#start(triggers[name], job);
    }
    this.#describe();
  }

  #createGrants(): Grants<Capability> {
    return {
      ...createGrants({ ...this.#props, jobQueue: this.jobQueue }),
      'publish events': (grantee) => this.#bus.grantPublish(grantee, 'EVENT_BUS_NAME'),
      'send webhooks': (grantee) => this.#queues.webhooks.grantSend(grantee, 'WEBHOOK_QUEUE_URL'),
      'postpone webhooks': (grantee) =>
        this.#queues.webhooks.grantPostpone(grantee, 'WEBHOOK_QUEUE_URL'),
    };
  }

  #createFunction(name: TriggerName, { summary, timeoutSeconds }: Trigger): ProductFunction {
    const { config, stateful } = this.#props;
    return new ProductFunction(this, name, {
      functionName: functionName(config.stage, name),
      handlerFile: `triggers/${kebabCase(name)}`,
      description: summary,
      timeoutSeconds,
      memoryMegabytes: functionMemoryMegabytes(name),
      logGroup: stateful.logGroup,
    });
  }

  #start({ source }: Trigger, job: ProductFunction): void {
    switch (source.kind) {
      case 'schedule':
        return this.#schedules.start(job, source);
      case 'queue':
        return this.#queues[source.queue].feed(job, source);
      case 'table stream':
        new TableStream(this, 'TableStream', {
          table: this.#props.stateful.table,
          consumer: job,
          trigger: source,
          deadLetters: new DeadLetterQueue(this, 'StreamDeadLetters', {
            queueName: deadLettersName(this.#props.config.stage, 'stream'),
          }),
        });
    }
  }

  /** What those who listen, and those who report usage, have to know. */
  #describe(): void {
    new CfnOutput(this, 'EventBusName', { value: this.#bus.eventBusName });
    new CfnOutput(this, 'UsageQueueUrl', { value: this.#queues.usage.queue.queueUrl });
    new CfnOutput(this, 'UsageQueueArn', { value: this.#queues.usage.queue.queueArn });
  }
}
