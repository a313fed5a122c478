import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import * as z from 'zod';

/*
 * The least that a function of this kind can be: middy, zod and the DynamoDB document client.
 * What ours take to be imported is measured beside it.
 */
const eventSchema = z.object({ pathParameters: z.object({ id: z.string() }) });
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));

export const handler = middy().handler(async (event: unknown) => {
  const { pathParameters } = eventSchema.parse(event);
  const answer = await documents.send(new GetCommand({ TableName: 'table', Key: pathParameters }));
  return { statusCode: 200, body: JSON.stringify(answer.Item) };
});
