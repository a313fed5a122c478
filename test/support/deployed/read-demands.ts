import * as z from 'zod';
import { tableDefinition } from '../../../shared/table-definition.ts';
import type { Demand } from './iam.ts';

const itemSchema = z.looseObject({
  [tableDefinition.partitionKey]: z.looseObject({ S: z.string() }),
});
const keyedSchema = z.looseObject({ Key: itemSchema.optional(), Item: itemSchema.optional() });
const namedSchema = keyedSchema.extend({ TableName: z.string() });
/** `{PutRequest: {...}}` and the like of a batch write; keys, of a batch get. */
const batchSchema = z.union([
  z
    .array(z.record(z.string(), keyedSchema))
    .transform((list) => list.flatMap(Object.values<Keyed>)),
  z
    .looseObject({ Keys: z.array(itemSchema) })
    .transform(({ Keys }) => Keys.map((Key) => ({ Key }))),
]);
const dynamoDbSchema = keyedSchema.extend({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  TransactItems: z.array(z.record(z.string(), namedSchema)).optional(),
  RequestItems: z.record(z.string(), batchSchema).optional(),
});
type Keyed = z.infer<typeof keyedSchema>;

const partitionsOf = ({ Key, Item }: Keyed): readonly string[] => {
  const item = itemSchema.safeParse(Key ?? Item);
  return item.success ? [item.data[tableDefinition.partitionKey].S] : [];
};

/** What a member of a transaction needs: `{Put: ...}` needs `dynamodb:PutItem`. */
const actionsOfMembers: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * Which permissions a call to AWS needs.
 *
 * @param target the header `x-amz-target`, as `DynamoDB_20120810.Query`
 * @param arnOf what a table name, queue address, bus name or secret id is called in policies
 */
export function readDemands(
  target: string,
  body: unknown,
  arnOf: (name: string) => string,
): readonly Demand[] {
  const [service = '', operation = ''] = target.split('.', 2);
  if (service.startsWith('DynamoDB_')) return readDynamoDbDemands(operation, body, arnOf);
  const { QueueUrl, SecretId, KeyId, EncryptionContext, Entries = [] } = otherSchema.parse(body);
  switch (target) {
    case 'AWSEvents.PutEvents':
      return Entries.map(({ EventBusName = 'default' }) => ({
        action: 'events:PutEvents',
        resource: arnOf(EventBusName),
      }));
    case 'AmazonSQS.SendMessageBatch':
      return [{ action: 'sqs:SendMessage', resource: arnOf(QueueUrl) }];
    case 'AmazonSQS.ChangeMessageVisibility':
      return [{ action: 'sqs:ChangeMessageVisibility', resource: arnOf(QueueUrl) }];
    case 'secretsmanager.GetSecretValue':
      return [{ action: 'secretsmanager:GetSecretValue', resource: arnOf(SecretId) }];
    case 'TrentService.GenerateDataKey':
    case 'TrentService.Decrypt': {
      const entries = Object.entries(EncryptionContext);
      const context = entries.map(([name, value]) => [`kms:EncryptionContext:${name}`, value]);
      const action = `kms:${operation}`;
      return [{ action, resource: KeyId, context: Object.fromEntries(context) }];
    }
    default:
      throw new Error(`No permission is known for ${target}.`);
  }
}

const otherSchema = z.looseObject({
  QueueUrl: z.string().default(''),
  SecretId: z.string().default(''),
  KeyId: z.string().default(''),
  EncryptionContext: z.record(z.string(), z.string()).default({}),
  Entries: z.array(z.looseObject({ EventBusName: z.string().optional() })).optional(),
});

function readDynamoDbDemands(
  operation: string,
  body: unknown,
  arnOf: (name: string) => string,
): readonly Demand[] {
  const request = dynamoDbSchema.parse(body);
  const { TableName, IndexName, TransactItems, RequestItems } = request;
  if (TransactItems) {
    return TransactItems.flatMap((item) => Object.entries(item)).map(([member, named]) => ({
      action: `dynamodb:${actionsOfMembers[member]}`,
      resource: arnOf(named.TableName),
      partitions: partitionsOf(named),
    }));
  }
  if (RequestItems) {
    return Object.entries(RequestItems).map(([name, members]) => ({
      action: `dynamodb:${operation}`,
      resource: arnOf(name),
      partitions: members.flatMap(partitionsOf),
    }));
  }
  const resource = arnOf(TableName ?? '') + (IndexName ? `/index/${IndexName}` : '');
  return [{ action: `dynamodb:${operation}`, resource, partitions: partitionsOf(request) }];
}
