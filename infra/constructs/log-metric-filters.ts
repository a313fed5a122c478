import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type LogMetric, logMetrics } from '../observability/log-metrics.ts';

/** Counts what stands in `infra/observability/log-metrics.ts` from the functions' log. */
export class LogMetricFilters extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { logGroup, namespace }: { readonly logGroup: ILogGroup; readonly namespace: string },
  ) {
    super(scope, id);
    for (const [metricName, metric] of Object.entries<LogMetric>(logMetrics)) {
      const { pattern, field, unit, splitBy } = metric;
      const isCount = unit === undefined && splitBy === undefined;
      new MetricFilter(this, metricName, {
        logGroup,
        metricNamespace: namespace,
        metricName,
        filterPattern: FilterPattern.literal(pattern),
        metricValue: field === undefined ? '1' : `$.${field}`,
        unit: unit === undefined ? Unit.COUNT : Unit[unitNames[unit]],
        // A quiet minute is a 0 and not a gap; a time or a split metric has no such value.
        ...(isCount && { defaultValue: 0 }),
        ...(splitBy && { dimensions: { [splitBy]: `$.${splitBy}` } }),
      });
    }
  }
}

const unitNames = { Milliseconds: 'MILLISECONDS' } as const;
