import { functionMemoryMegabytes } from '../function-memory.ts';
import { awsPrices } from '../reference/scale/aws-limits.ts';
import { functionKeys } from './function-keys.ts';
import type { Graph } from './graph.ts';
import type { MetricSource } from './metric-source.ts';

const million = 1_000_000;

const tableUnits = (
  metric: 'ConsumedReadCapacityUnits' | 'ConsumedWriteCapacityUnits',
): MetricSource => ({
  kind: 'sum',
  of: [
    { kind: 'table', metric },
    { kind: 'table', metric, index: 'due' },
    { kind: 'table', metric, index: 'recent' },
  ],
});

/** Lambda counts milliseconds of a function; it charges for gigabytes times seconds. */
const gigabyteSeconds: MetricSource = {
  kind: 'sum',
  of: functionKeys.map((name) => ({
    kind: 'product',
    of: { kind: 'function', name, metric: 'Duration' },
    factor: functionMemoryMegabytes(name) / 1024 / 1000,
  })),
};

const invocations: MetricSource = {
  kind: 'sum',
  of: functionKeys.map((name) => ({ kind: 'function', name, metric: 'Invocations' }) as const),
};

const product = (of: MetricSource, factor: number): MetricSource => ({
  kind: 'product',
  of,
  factor,
});

/** By the list prices of one Region, without what AWS gives for free. */
export const costGraph: Graph = {
  title: 'Estimated cost, without the model, logs and transfer (prices of us-east-1)',
  unit: 'US dollars an hour',
  periodMinutes: 60,
  isStacked: true,
  lines: {
    'table, writes': product(
      tableUnits('ConsumedWriteCapacityUnits'),
      awsPrices.millionWriteUnitsUsd / million,
    ),
    'table, reads': product(
      tableUnits('ConsumedReadCapacityUnits'),
      awsPrices.millionReadUnitsUsd / million,
    ),
    'functions, time': product(gigabyteSeconds, awsPrices.lambdaGigabyteSecondUsd),
    'functions, calls': product(invocations, awsPrices.millionLambdaRequestsUsd / million),
    'API, requests': product(
      { kind: 'api', metric: 'Count' },
      awsPrices.millionApiRequestsUsd / million,
    ),
  },
};
