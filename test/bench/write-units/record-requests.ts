import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  type QueryCommandInput,
  type TransactWriteItem,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import type {
  DynamoDBDocumentClient,
  GetCommandOutput,
  QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { tableDefinition } from '../../../shared/table-definition.ts';
import type { ItemChange, RecordedRequest } from './count-units.ts';
import type { Item } from './item-bytes.ts';

interface Place {
  readonly TableName: string | undefined;
  readonly Key: Record<string, AttributeValue>;
}

/**
 * Notes every request that `documents` sends and that succeeds: the items that it read, and each item
 * that it wrote, before and after. `observer` is a second client, whose reads are not noted.
 */
export function recordRequests(documents: DynamoDBDocumentClient, observer: DynamoDBClient) {
  const requests: RecordedRequest[] = [];
  const look = async (places: readonly Place[]): Promise<(Item | undefined)[]> =>
    Promise.all(places.map(async (place) => readItem(observer, place)));

  documents.middlewareStack.add(
    (next, context) => async (call) => {
      const command = String(context['commandName']);
      const places = placesOf(command, call.input);
      const before = await look(places);
      const result = await next(call);
      const after = await look(places);
      requests.push({
        command,
        isTransaction: command.startsWith('Transact'),
        changes: before.map((item, index): ItemChange => ({ before: item, after: after[index] })),
        reads: readsOf(command, call.input, result.output),
      });
      return result;
    },
    // Here the document client has made attribute values of the input.
    { step: 'build', name: 'recordRequests' },
  );
  /** Returns what was noted since it was asked last. */
  return () => requests.splice(0);
}

async function readItem(observer: DynamoDBClient, { TableName, Key }: Place) {
  return (await observer.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;
}

/** The middleware's types do not follow the command's name; these casts say what it implies. */
function placesOf(command: string, input: object): Place[] {
  switch (command) {
    case 'TransactWriteItemsCommand':
      return ((input as TransactWriteItemsCommandInput).TransactItems ?? []).flatMap(placeOf);
    case 'UpdateItemCommand':
      return placeOf({ Update: input as TransactWriteItem['Update'] });
    case 'PutItemCommand':
      return placeOf({ Put: input as TransactWriteItem['Put'] });
    default:
      return [];
  }
}

function placeOf({ Put, Update }: TransactWriteItem): Place[] {
  const { partitionKey, sortKey } = tableDefinition;
  const action = Update ?? Put;
  const source = Update?.Key ?? Put?.Item;
  const [partition, sort] = [source?.[partitionKey], source?.[sortKey]];
  if (partition === undefined || sort === undefined) return [];
  return [{ TableName: action?.TableName, Key: { [partitionKey]: partition, [sortKey]: sort } }];
}

/** What comes back passes here after the document client has made plain values of it. */
function readsOf(command: string, input: object, output: object): RecordedRequest['reads'] {
  if (command === 'GetItemCommand') {
    const { Item } = output as GetCommandOutput;
    const isConsistent = (input as GetItemCommandInput).ConsistentRead === true;
    return [{ items: Item === undefined ? [] : [marshall(Item)], isConsistent }];
  }
  if (command === 'QueryCommand') {
    const { Items = [] } = output as QueryCommandOutput;
    const isConsistent = (input as QueryCommandInput).ConsistentRead === true;
    return [{ items: Items.map((item) => marshall(item)), isConsistent }];
  }
  return [];
}
