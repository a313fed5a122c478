import type { MetricSource } from './metric-source.ts';

const operations = ['TransactWriteItems', 'GetItem', 'Query', 'UpdateItem', 'PutItem'];

/**
 * What DynamoDB refused to do, as too much was asked for, or failed to do. An index that cannot
 * follow holds up its table, so writes to indexes count as well.
 */
export const tableRefusals = {
  kind: 'sum',
  of: [
    { kind: 'table', metric: 'ReadThrottleEvents' },
    { kind: 'table', metric: 'WriteThrottleEvents' },
    { kind: 'table', metric: 'WriteThrottleEvents', index: 'due' },
    { kind: 'table', metric: 'WriteThrottleEvents', index: 'recent' },
    ...operations.map(
      (operation) => ({ kind: 'table', metric: 'SystemErrors', operation }) as const,
    ),
  ],
} as const satisfies MetricSource;
