import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { createMetric } from './create-metric.ts';
import type { Graph, Lines } from './graph.ts';
import { type LogMetricName, type LogMetric, logMetrics } from './log-metrics.ts';
import { metricNamespace } from './metric-namespace.ts';

/** A third of the dashboard's width. */
const widthColumns = 8;
const heightRows = 6;

export function createGraphWidget(graph: Graph, stage: string): GraphWidget {
  const { title, unit, lines, split, right, periodMinutes = 1, isStacked = false } = graph;
  const toMetrics = (side: 'left' | 'right', named: Lines): IMetric[] =>
    Object.entries(named).map(([label, source], index) =>
      createMetric(source, { stage, periodMinutes, label, idPrefix: `${side}${index}_` }),
    );
  return new GraphWidget({
    title,
    width: widthColumns,
    height: heightRows,
    stacked: isStacked,
    period: Duration.minutes(periodMinutes),
    left: [
      ...toMetrics('left', lines),
      ...(split ? [splitMetric(split, stage, periodMinutes)] : []),
    ],
    leftYAxis: { label: unit, min: 0, showUnits: false },
    ...(right && {
      right: toMetrics('right', right.lines),
      rightYAxis: { label: right.unit, min: 0, showUnits: false },
    }),
  });
}

/** One line for each value of the field by which a metric is kept apart. */
function splitMetric(name: LogMetricName, stage: string, periodMinutes: number): MathExpression {
  const { splitBy }: LogMetric = logMetrics[name];
  const place = `{"${metricNamespace(stage)}",${splitBy}} MetricName="${name}"`;
  return new MathExpression({
    expression: `SEARCH('${place}', 'Sum', ${periodMinutes * 60})`,
    usingMetrics: {},
    // CloudWatch then names each line after its value.
    label: '',
    period: Duration.minutes(periodMinutes),
  });
}
