import { costGraph } from './cost-graph.ts';
import { functionKeys } from './function-keys.ts';
import type { GraphGroup } from './graph.ts';
import { tableRefusals } from './table-refusals.ts';

/** What AWS does for it, and about what that costs. */
export const platformGraphs: GraphGroup = {
  heading: 'AWS',
  graphs: [
    {
      title: 'Functions',
      unit: 'a minute',
      lines: {
        // Refusing an unknown caller is an error of the authorizer, so that one is left out.
        errors: {
          kind: 'sum',
          of: functionKeys
            .filter((name) => name !== 'authorize')
            .map((name) => ({ kind: 'function', name, metric: 'Errors' }) as const),
        },
        'throttled, whole AWS account': { kind: 'all functions', metric: 'Throttles' },
      },
      right: {
        unit: 'at once',
        lines: {
          'running, whole AWS account': { kind: 'all functions', metric: 'ConcurrentExecutions' },
        },
      },
    },
    {
      title: 'Table',
      unit: 'units a minute',
      lines: {
        writes: { kind: 'table', metric: 'ConsumedWriteCapacityUnits' },
        'writes of index due': {
          kind: 'table',
          metric: 'ConsumedWriteCapacityUnits',
          index: 'due',
        },
        'writes of index recent': {
          kind: 'table',
          metric: 'ConsumedWriteCapacityUnits',
          index: 'recent',
        },
        reads: { kind: 'table', metric: 'ConsumedReadCapacityUnits' },
      },
      right: { unit: 'requests', lines: { 'refused or failed': tableRefusals } },
    },
    costGraph,
  ],
};
