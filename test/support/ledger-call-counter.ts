import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createDynamoDbClient } from '../../infra/local/create-dynamodb-client.ts';

/** A document client that counts its calls by the name of their command. */
export function createCallCounter(endpoint: string) {
  const client = createDynamoDbClient(endpoint);
  const counts = new Map<string, number>();
  client.middlewareStack.add(
    (next, context) => (call) => {
      const name = z.string().parse(context['commandName']);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return next(call);
    },
    { step: 'initialize', name: 'count' },
  );
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  return {
    documents,
    reset: () => counts.clear(),
    counts: () => Object.fromEntries(counts),
  };
}
