import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The table and a client for it: what every store is made from. */
export interface Table {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
}
