import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { LogMetricFilters } from '../constructs/log-metric-filters.ts';
import { ProductAlarms } from '../constructs/product-alarms.ts';
import { ProductDashboard } from '../constructs/product-dashboard.ts';
import { metricNamespace } from '../observability/metric-namespace.ts';
import { resourceName } from '../resource-name.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly config: StageConfig;
  readonly stateful: Pick<StatefulStack, 'logGroup'>;
}

/** What tells an operator how the product is: metrics from the log, alarms and a dashboard. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { config, stateful } = props;
    const { stage, alarmEmail: email, runbookUrl } = config;
    const { logGroup } = stateful;
    new LogMetricFilters(this, 'LogMetrics', { logGroup, namespace: metricNamespace(stage) });
    const topic = new AlarmTopic(this, 'Topic', {
      topicName: resourceName(stage, 'alarms'),
      alarmNamePrefix: resourceName(stage, ''),
      email,
    });
    const alarms = new ProductAlarms(this, 'Alarms', { stage, topic, runbookUrl });
    new ProductDashboard(this, 'Dashboard', { stage, logGroup, alarms: alarms.all, runbookUrl });
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn });
  }
}
