import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { Metrics } from '../metrics.ts';

/**
 * Metrics as lines in CloudWatch's embedded metric format: no request is made and nothing has to be
 * flushed. The service is their only dimension; which account it was stands in the log.
 */
export function createPowertoolsMetrics(namespace: string): Metrics {
  const metrics = new PowertoolsMetrics({
    namespace,
    serviceName: 'metered-copilot',
    singleMetric: true,
  });
  return {
    count: (name, value) => {
      if (value > 0) metrics.addMetric(name, MetricUnit.Count, value);
    },
  };
}
