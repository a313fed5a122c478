import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { createSimpleMetric, type MetricOptions } from './create-simple-metric.ts';
import type { CombinedSource, MetricSource, SimpleSource } from './metric-source.ts';

/**
 * The metric that a source stands for in one stage. What is worked out of others is one expression
 * over simple metrics; an alarm takes at most ten of them.
 */
export function createMetric(source: MetricSource, options: MetricOptions): IMetric {
  if (!isCombined(source)) return createSimpleMetric(source, options);
  const { label, periodMinutes, idPrefix = 'm' } = options;
  const usingMetrics: Record<string, IMetric> = {};
  const expression = express(source, (simple) => {
    const id = `${idPrefix}${Object.keys(usingMetrics).length + 1}`;
    usingMetrics[id] = createSimpleMetric(simple, options);
    return `FILL(${id}, 0)`;
  });
  return new MathExpression({
    expression,
    usingMetrics,
    label,
    period: Duration.minutes(periodMinutes),
  });
}

/** @param use takes a simple source into the expression, and gives what stands for it there */
function express(source: MetricSource, use: (source: SimpleSource) => string): string {
  if (!isCombined(source)) return use(source);
  const inner = (part: MetricSource) => express(part, use);
  switch (source.kind) {
    case 'sum':
      return `(${source.of.map(inner).join(' + ')})`;
    case 'largest':
      return `MAX([${source.of.map(inner).join(', ')}])`;
    case 'difference':
      return `(${source.of.map(inner).join(' - ')})`;
    case 'product':
      return `${inner(source.of)} * ${writeOut(source.factor)}`;
    case 'share': {
      const [part, whole] = [inner(source.part), inner(source.whole)];
      return `IF(${whole} >= ${source.atLeast}, 100 * ${part} / ${whole}, 0)`;
    }
  }
}

/** CloudWatch knows no exponents: `2e-7` would be taken for a metric called `e`. */
const writeOut = (factor: number): string => factor.toFixed(factorDecimals);
/** Enough for the price of one request in four figures. */
const factorDecimals = 12;

const combinedKinds: readonly string[] = [
  'sum',
  'largest',
  'difference',
  'product',
  'share',
] satisfies CombinedSource['kind'][];

const isCombined = (source: MetricSource): source is CombinedSource =>
  combinedKinds.includes(source.kind);
