import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/**
 * What a failed write means.
 * - `lost race`: nothing was written; read again, decide again.
 * - `ambiguous`: it may have been written; run the command again, its key decides.
 * - `unavailable`: nothing was written, and trying at once would not help.
 * - `invalid`: nothing was written, and the same request never will be.
 */
export type WriteFailure = 'lost race' | 'ambiguous' | 'unavailable' | 'invalid';

const raceCodes = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);

/** Refused before anything was done. */
const refusedNames = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'AccessDeniedException',
  'UnrecognizedClientException',
  'ResourceNotFoundException',
]);

export function classifyFailure(error: unknown): WriteFailure {
  if (error instanceof TransactionCanceledException) {
    const reasons = error.CancellationReasons ?? [];
    if (reasons.some((reason) => reason.Code === 'ValidationError')) return 'invalid';
    const isRace = reasons.every((reason) => raceCodes.has(reason.Code ?? 'None'));
    return isRace ? 'lost race' : 'unavailable';
  }
  const name = error instanceof Error ? error.name : '';
  if (name === 'ConditionalCheckFailedException' || name === 'TransactionConflictException') {
    return 'lost race';
  }
  if (name === 'ValidationException') return 'invalid';
  // Time-outs, cut connections, 5xx and a transaction still in progress all leave it open.
  return refusedNames.has(name) ? 'unavailable' : 'ambiguous';
}
