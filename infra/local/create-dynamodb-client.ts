import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** DynamoDB Local asks for credentials but accepts any. */
export function createDynamoDbClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}
