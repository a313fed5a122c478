import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoDbClient } from '../../infra/local/create-dynamodb-client.ts';

/** A document client whose readers all see the same: the first so many replies come together. */
export function createGatedDocuments(endpoint: string, readCount: number): DynamoDBDocumentClient {
  const client = createDynamoDbClient(endpoint);
  const gate = Promise.withResolvers<void>();
  let waiting = 0;
  client.middlewareStack.add(
    (next, context) => async (call) => {
      const reply = await next(call);
      if (context['commandName'] !== 'GetItemCommand') return reply;
      waiting += 1;
      if (waiting === readCount) gate.resolve();
      await gate.promise;
      return reply;
    },
    { step: 'initialize', name: 'gate' },
  );
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
}
