import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './item.ts';

const described = (message: string) => ({ message, $metadata: {} });

/** What a cancelled transaction says of one of its actions. */
export type CancellationReason = NonNullable<
  TransactionCanceledException['CancellationReasons']
>[number];

/** Refused for its form; nothing was done. */
export const validationError = (message: string) =>
  new DynamoDBServiceException({
    ...described(message),
    name: 'ValidationException',
    $fault: 'client',
  });

/** An error that is known by its name alone, as the client throws it. */
export const serviceError = (name: string, fault: 'client' | 'server') =>
  new DynamoDBServiceException({ ...described(`simulated: ${name}`), name, $fault: fault });

/** @param item the item as it is, when the request asked for it */
export const conditionFailed = (item: Item | undefined) =>
  new ConditionalCheckFailedException({
    ...described('The conditional request failed'),
    ...(item !== undefined && { Item: marshall(item) }),
  });

/** Items come as raw attribute values, even through the document client. */
export const conditionReason = (item: Item | undefined): CancellationReason => ({
  Code: 'ConditionalCheckFailed',
  Message: 'The conditional request failed',
  ...(item !== undefined && { Item: marshall(item) }),
});

export const transactionCancelled = (reasons: CancellationReason[]) =>
  new TransactionCanceledException({
    ...described(`Transaction cancelled [${reasons.map(({ Code }) => Code).join(', ')}]`),
    CancellationReasons: reasons,
  });
