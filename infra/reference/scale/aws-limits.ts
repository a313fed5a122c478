/**
 * What AWS publishes, as of November 2026: default quotas, and prices in US dollars in us-east-1
 * for the first tier, without the free tier. `sources` says where each can be checked.
 */
export const awsLimits = {
  partitionWriteUnitsPerSecond: 1_000,
  partitionReadUnitsPerSecond: 3_000,
  /** Write units a second that a new on-demand table takes at once. */
  newTableWriteUnitsPerSecond: 4_000,
  /** Default quota of an on-demand table, and of each of its indexes. */
  tableWriteUnitsPerSecond: 40_000,
  lambdaConcurrency: 1_000,
  apiRequestsPerSecond: 10_000,
  /** Median of a transaction of five items, called from Lambda. */
  transactionMs: 25,
} as const;

export const awsPrices = {
  millionWriteUnitsUsd: 0.625,
  millionReadUnitsUsd: 0.125,
  storageGigabyteMonthUsd: 0.25,
  backupGigabyteMonthUsd: 0.2,
  millionApiRequestsUsd: 3.5,
  millionLambdaRequestsUsd: 0.2,
  lambdaGigabyteSecondUsd: 0.0000133334,
} as const;

/** Bytes that DynamoDB adds to each item, and to each index item, when it charges for storage. */
export const storageOverheadBytes = 100;

export const sources: readonly (readonly [what: string, address: string])[] = [
  [
    'Units, item sizes and storage overhead',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html',
  ],
  [
    'Limits of a partition and of a new table',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html',
  ],
  [
    'Splitting of busy partitions',
    'https://aws.amazon.com/blogs/database/part-3-scaling-dynamodb-how-partitions-hot-keys-and-split-for-heat-impact-performance/',
  ],
  [
    'Indexes that hold up their table',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/gsi-throttling.html',
  ],
  [
    'Table quotas',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html',
  ],
  ['Lambda concurrency', 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html'],
  ['API Gateway rate', 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html'],
  ['DynamoDB prices', 'https://aws.amazon.com/dynamodb/pricing/on-demand/'],
  ['Lambda prices', 'https://aws.amazon.com/lambda/pricing/'],
  ['API Gateway prices', 'https://aws.amazon.com/api-gateway/pricing/'],
  [
    'Time of a transaction (a test of 2020)',
    'https://www.alexdebrie.com/posts/dynamodb-transactions-performance/',
  ],
];
