import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Database } from './database.ts';
import { copyItem, type Item } from './item.ts';

const pageLimit = 1_000;

const pageSchema = z.object({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** A table of a real DynamoDB, or of DynamoDB Local. */
export function createLocalDatabase(
  documents: DynamoDBDocumentClient,
  TableName: string,
): Database {
  async function list(pk: string): Promise<Item[]> {
    const items: Item[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    for (let page = 0; page < pageLimit; page++) {
      const { Items, LastEvaluatedKey } = pageSchema.parse(
        await documents.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': pk },
            ConsistentRead: true,
            ExclusiveStartKey,
          }),
        ),
      );
      items.push(...Items.map((item) => copyItem(item)));
      if (LastEvaluatedKey === undefined) return items;
      ExclusiveStartKey = LastEvaluatedKey;
    }
    throw new RangeError(`a partition of more than ${pageLimit} pages`);
  }

  return {
    // Each of the requests is a command of the client's; their union is not one of its overloads.
    perform: (request) => documents.send(request as GetCommand),
    async read({ pk, sk }) {
      const command = new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true });
      const { Item } = await documents.send(command);
      return Item === undefined ? undefined : copyItem(Item);
    },
    list,
    async overwrite({ pk, sk }, item) {
      await (item === undefined
        ? documents.send(new DeleteCommand({ TableName, Key: { pk, sk } }))
        : documents.send(new PutCommand({ TableName, Item: { ...item } })));
    },
  };
}
