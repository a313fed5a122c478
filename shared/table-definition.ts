/**
 * The one DynamoDB table. CDK and the local database both build from this, so what is tested
 * here is what runs there. Keys are made in `functions/store/keys.ts`.
 */
export const tableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Sessions and other short-lived items carry this; ledger items never do. */
  timeToLiveAttribute: 'expireItemAtEpochSeconds',
  /** What changed, with the item before and after: events and alerts are made from it. */
  stream: 'NEW_AND_OLD_IMAGES',
  indexes: {
    /** Open charges by deadline. Sparse: a settled charge leaves it. */
    due: {
      partitionKey: 'dueShard',
      sortKey: 'expiresAtEpochSeconds',
      sortKeyType: 'N',
      projection: 'ALL',
    },
    /** Everybody's newest entries, by day and shard. */
    recent: {
      partitionKey: 'recentShard',
      sortKey: 'recentAt',
      sortKeyType: 'S',
      projection: 'ALL',
    },
  },
} as const;
