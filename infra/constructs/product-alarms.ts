import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmDefinition } from '../observability/alarm-definition.ts';
import { alarms } from '../observability/alarms.ts';
import { createMetric } from '../observability/create-metric.ts';
import { runbookAddress } from '../observability/runbook-address.ts';
import { resourceName } from '../resource-name.ts';

export interface ProductAlarmsProps {
  readonly stage: string;
  readonly topic: ITopic;
  /** Where the operator reads `docs/runbook.md`; without it, its path is given. */
  readonly runbookUrl: string | undefined;
}

/** One alarm for each of `infra/observability/alarms.ts`. It tells when it begins and when it ends. */
export class ProductAlarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: ProductAlarmsProps) {
    super(scope, id);
    const action = new SnsAction(props.topic);
    this.all = Object.entries(alarms).map(([name, definition]) => {
      const alarm = this.#createAlarm(name, definition, props);
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
  }

  #createAlarm(name: string, definition: AlarmDefinition, props: ProductAlarmsProps): Alarm {
    const { impact, urgency, when, periodMinutes, silence } = definition;
    const periods = definition.periods ?? { bad: 1, of: 1 };
    const isAbove = 'above' in when;
    const metric = createMetric(definition.metric, {
      stage: props.stage,
      periodMinutes,
      label: name,
    });
    return new Alarm(this, name, {
      alarmName: resourceName(props.stage, name),
      alarmDescription: `${impact} Look at it ${urgency}: ${runbookAddress(props.runbookUrl, name)}`,
      metric,
      threshold: isAbove ? when.above : when.below,
      comparisonOperator: isAbove
        ? ComparisonOperator.GREATER_THAN_THRESHOLD
        : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods.of,
      datapointsToAlarm: periods.bad,
      treatMissingData:
        silence === 'bad' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
  }
}
