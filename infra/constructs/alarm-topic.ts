import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlarmTopicProps {
  readonly topicName: string;
  /** Alarms whose names begin so may use it. */
  readonly alarmNamePrefix: string;
  readonly email: string | undefined;
}

/**
 * Where alarms are sent: to an address, and to whatever else an operator subscribes. Not encrypted
 * with a key of its own, which costs money and would guard no more than the texts of
 * `infra/observability/alarms.ts`.
 */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id, { topicName: props.topicName, enforceSSL: true });
    const { account } = Stack.of(this);
    const alarms = `arn:${Stack.of(this).partition}:cloudwatch:${Stack.of(this).region}:${account}:alarm:${props.alarmNamePrefix}*`;
    // A topic with a policy has lost the one that lets the whole account publish.
    this.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': alarms },
        },
      }),
    );
    if (props.email !== undefined) this.addSubscription(new EmailSubscription(props.email));
  }
}
