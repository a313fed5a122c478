import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricProps, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { routes } from '../../shared/routes.ts';
import { apiStageName } from '../api-identity.ts';
import { functionName } from '../function-name.ts';
import { resourceName } from '../resource-name.ts';
import { metricNamespace } from './metric-namespace.ts';
import type { SimpleSource } from './metric-source.ts';
import { deadLettersName, queueName } from '../queue-names.ts';

export interface MetricOptions {
  readonly stage: string;
  readonly periodMinutes: number;
  /** How a graph calls it. */
  readonly label?: string;
  /** What ids in an expression begin with; in one graph, no two expressions may share one. */
  readonly idPrefix?: string;
}

type Place = Pick<MetricProps, 'namespace' | 'metricName' | 'dimensionsMap' | 'statistic'>;

export function createSimpleMetric(source: SimpleSource, options: MetricOptions): Metric {
  const { stage, periodMinutes, label } = options;
  const period = Duration.minutes(periodMinutes);
  return new Metric({ statistic: Stats.SUM, period, label, ...findPlace(source, stage) });
}

function findPlace(source: SimpleSource, stage: string): Place {
  switch (source.kind) {
    case 'log':
      return {
        namespace: metricNamespace(stage),
        metricName: source.name,
        ...(source.statistic && { statistic: source.statistic }),
      };
    case 'counted':
      return {
        namespace: metricNamespace(stage),
        metricName: source.name,
        dimensionsMap: { service: 'metered-copilot' },
      };
    case 'function':
      return {
        namespace: 'AWS/Lambda',
        metricName: source.metric,
        dimensionsMap: { FunctionName: functionName(stage, source.name) },
        ...(source.metric === 'IteratorAge' && { statistic: Stats.MAXIMUM }),
      };
    case 'all functions':
      return {
        namespace: 'AWS/Lambda',
        metricName: source.metric,
        ...(source.metric === 'ConcurrentExecutions' && { statistic: Stats.MAXIMUM }),
      };
    case 'dead letters':
      return queuePlace(deadLettersName(stage, source.of), 'ApproximateNumberOfMessagesVisible');
    case 'queue length':
      return queuePlace(queueName(stage, source.of), 'ApproximateNumberOfMessagesVisible');
    case 'queue age':
      return queuePlace(queueName(stage, source.of), 'ApproximateAgeOfOldestMessage');
    case 'table':
      return tablePlace(source, stage);
    case 'api':
      return {
        namespace: 'AWS/ApiGateway',
        metricName: source.metric,
        dimensionsMap: { ApiName: resourceName(stage, 'api'), Stage: apiStageName },
      };
    case 'route latency': {
      const { method: Method, path: Resource } = routes[source.route];
      return {
        namespace: 'AWS/ApiGateway',
        metricName: 'Latency',
        statistic: source.statistic,
        dimensionsMap: {
          ApiName: resourceName(stage, 'api'),
          Stage: apiStageName,
          Method,
          Resource,
        },
      };
    }
  }
}

const queuePlace = (QueueName: string, metricName: string): Place => ({
  namespace: 'AWS/SQS',
  metricName,
  statistic: Stats.MAXIMUM,
  dimensionsMap: { QueueName },
});

const tablePlace = (source: SimpleSource & { kind: 'table' }, stage: string): Place => ({
  namespace: 'AWS/DynamoDB',
  metricName: source.metric,
  dimensionsMap: {
    TableName: resourceName(stage, 'table'),
    ...(source.index && { GlobalSecondaryIndexName: source.index }),
    ...(source.operation && { Operation: source.operation }),
  },
});
