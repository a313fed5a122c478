import type { RouteName } from '../../shared/routes.ts';
import type { tableDefinition } from '../../shared/table-definition.ts';
import type { QueueName } from '../../shared/triggers.ts';
import type { ApiFunctionName } from '../capabilities.ts';
import type { TriggerName } from '../trigger-name.ts';
import type { LogMetricName } from './log-metrics.ts';

/** What the functions count themselves, in CloudWatch's embedded metric format. */
export type CountedMetricName =
  | 'LedgerDrift'
  | 'AccountsNotAudited'
  | 'AccountsRepaired'
  | 'HoldsNotSwept'
  | 'HoldsExpired'
  | 'HoldsCapturedLate';

export type FunctionKey = ApiFunctionName | TriggerName;

/** Where messages end that nobody will take again. */
export type DeadLettersOf = QueueName | 'schedules' | 'stream';

/** One number that CloudWatch has. The stage's own names are put in when its metric is made. */
export type SimpleSource =
  | { readonly kind: 'log'; readonly name: LogMetricName; readonly statistic?: string }
  | { readonly kind: 'counted'; readonly name: CountedMetricName }
  | {
      readonly kind: 'function';
      readonly name: FunctionKey;
      readonly metric: 'Invocations' | 'Errors' | 'Duration' | 'IteratorAge';
    }
  /** Of all functions of the AWS account in the Region, as they share their concurrency. */
  | { readonly kind: 'all functions'; readonly metric: 'Throttles' | 'ConcurrentExecutions' }
  | { readonly kind: 'dead letters'; readonly of: DeadLettersOf }
  /** Seconds that the oldest message has been waiting. */
  | { readonly kind: 'queue age' | 'queue length'; readonly of: QueueName }
  | {
      readonly kind: 'table';
      readonly metric:
        | 'ReadThrottleEvents'
        | 'WriteThrottleEvents'
        | 'SystemErrors'
        | 'ConsumedReadCapacityUnits'
        | 'ConsumedWriteCapacityUnits';
      readonly index?: keyof typeof tableDefinition.indexes;
      readonly operation?: string;
    }
  | { readonly kind: 'api'; readonly metric: 'Count' | '5XXError' | '4XXError' }
  /** Milliseconds. */
  | { readonly kind: 'route latency'; readonly route: RouteName; readonly statistic: string };

/** A number that is worked out of others. What has no data counts as 0. */
export type CombinedSource =
  | { readonly kind: 'sum' | 'largest'; readonly of: readonly MetricSource[] }
  | { readonly kind: 'difference'; readonly of: readonly [MetricSource, MetricSource] }
  | { readonly kind: 'product'; readonly of: MetricSource; readonly factor: number }
  /** Per cent; 0 while the whole is below `atLeast`, as two of three say nothing. */
  | {
      readonly kind: 'share';
      readonly part: MetricSource;
      readonly whole: MetricSource;
      readonly atLeast: number;
    };

export type MetricSource = SimpleSource | CombinedSource;
