import {
  ConditionalCheckFailedException,
  InternalServerError,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../../../functions/ledger/commit/classify-failure.ts';

const described = { message: 'no', $metadata: {} };
const cancelledFor = (...codes: (string | undefined)[]) =>
  new TransactionCanceledException({
    ...described,
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const failureNamed = (name: string) => Object.assign(new Error('no'), { name });

describe('a failed write', () => {
  it.each([
    cancelledFor('ConditionalCheckFailed', 'None'),
    cancelledFor('TransactionConflict', 'None', 'ConditionalCheckFailed'),
    cancelledFor(undefined, 'TransactionConflict'),
    new ConditionalCheckFailedException(described),
    new TransactionConflictException(described),
  ])('is a lost race: %o', (error) => {
    expect(classifyFailure(error)).toBe('lost race');
  });

  it.each([
    cancelledFor('ThrottlingError', 'None'),
    cancelledFor('ConditionalCheckFailed', 'ProvisionedThroughputExceeded'),
    cancelledFor('ItemCollectionSizeLimitExceeded'),
    new ThrottlingException(described),
    failureNamed('AccessDeniedException'),
    failureNamed('ResourceNotFoundException'),
    failureNamed('ProvisionedThroughputExceededException'),
  ])('was refused before anything was done: %o', (error) => {
    expect(classifyFailure(error)).toBe('unavailable');
  });

  it.each([
    cancelledFor('ValidationError'),
    cancelledFor('ConditionalCheckFailed', 'ValidationError'),
    failureNamed('ValidationException'),
  ])('will never be written, however often it is sent: %o', (error) => {
    expect(classifyFailure(error)).toBe('invalid');
  });

  it.each([
    Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
    failureNamed('TimeoutError'),
    failureNamed('AbortError'),
    new InternalServerError(described),
    new TransactionInProgressException({ ...described, Message: 'still running' }),
    'not even an error',
    undefined,
  ])('may have been written all the same: %o', (error) => {
    expect(classifyFailure(error)).toBe('ambiguous');
  });
});
