import { describe, expect, it } from 'vitest';
import { createMetric } from '../../infra/observability/create-metric.ts';
import type { MetricSource } from '../../infra/observability/metric-source.ts';

const options = { stage: 'dev', periodMinutes: 5 };
const failed: MetricSource = { kind: 'log', name: 'TurnsFailed' };
const completed: MetricSource = { kind: 'log', name: 'TurnsCompleted' };

/** Where CloudWatch finds a simple metric. */
const placeOf = (source: MetricSource) => createMetric(source, options).toMetricConfig().metricStat;

const expressionOf = (source: MetricSource, idPrefix?: string) =>
  createMetric(source, { ...options, idPrefix }).toMetricConfig().mathExpression?.expression;

describe('a metric', () => {
  it.each<[string, MetricSource, object]>([
    [
      'of the log is of its stage',
      failed,
      { namespace: 'MeteredCopilot/dev', metricName: 'TurnsFailed', statistic: 'Sum' },
    ],
    [
      'of the log can have another statistic',
      { kind: 'log', name: 'TurnDuration', statistic: 'p99' },
      { metricName: 'TurnDuration', statistic: 'p99' },
    ],
    [
      'that a function counts has the dimension that it is written with',
      { kind: 'counted', name: 'LedgerDrift' },
      { dimensions: [{ name: 'service', value: 'metered-copilot' }] },
    ],
    [
      'of a function is of the one by that name',
      { kind: 'function', name: 'sweepHolds', metric: 'Errors' },
      { dimensions: [{ name: 'FunctionName', value: 'metered-copilot-dev-sweep-holds' }] },
    ],
    [
      'of how far a stream is behind is its worst',
      { kind: 'function', name: 'publishChanges', metric: 'IteratorAge' },
      { statistic: 'Maximum' },
    ],
    [
      'of an ordered queue has its whole name',
      { kind: 'dead letters', of: 'webhooks' },
      {
        dimensions: [
          { name: 'QueueName', value: 'metered-copilot-dev-webhooks-dead-letters.fifo' },
        ],
      },
    ],
    [
      'of a route has its method and path',
      { kind: 'route latency', route: 'getBalance', statistic: 'p50' },
      {
        metricName: 'Latency',
        dimensions: [
          { name: 'ApiName', value: 'metered-copilot-dev-api' },
          { name: 'Method', value: 'GET' },
          { name: 'Resource', value: '/api/tokens/balance' },
          { name: 'Stage', value: 'live' },
        ],
      },
    ],
  ])('%s', (_fact, source, expected) => {
    expect(placeOf(source)).toMatchObject(expected);
    expect(placeOf(source)?.period.toMinutes()).toBe(5);
  });
});

describe('a metric of others', () => {
  it('takes what is not there for 0', () => {
    expect(expressionOf({ kind: 'sum', of: [failed, completed] })).toBe(
      '(FILL(m1, 0) + FILL(m2, 0))',
    );
    expect(expressionOf({ kind: 'difference', of: [failed, completed] })).toBe(
      '(FILL(m1, 0) - FILL(m2, 0))',
    );
    expect(expressionOf({ kind: 'largest', of: [failed, completed] })).toBe(
      'MAX([FILL(m1, 0), FILL(m2, 0)])',
    );
    expect(expressionOf({ kind: 'product', of: failed, factor: 0.5 })).toBe(
      'FILL(m1, 0) * 0.500000000000',
    );
  });

  it('writes small prices out, as CloudWatch knows no exponents', () => {
    expect(expressionOf({ kind: 'product', of: failed, factor: 2e-7 })).toBe(
      'FILL(m1, 0) * 0.000000200000',
    );
  });

  it('is no share while there is too little to share', () => {
    const whole: MetricSource = { kind: 'sum', of: [failed, completed] };
    expect(expressionOf({ kind: 'share', part: failed, whole, atLeast: 5 })).toBe(
      'IF((FILL(m2, 0) + FILL(m3, 0)) >= 5, 100 * FILL(m1, 0) / (FILL(m2, 0) + FILL(m3, 0)), 0)',
    );
  });

  it('names its parts as it is told, so that two fit into one graph', () => {
    const source: MetricSource = { kind: 'sum', of: [failed, completed] };
    expect(expressionOf(source, 'left1_')).toBe('(FILL(left1_1, 0) + FILL(left1_2, 0))');
  });
});
