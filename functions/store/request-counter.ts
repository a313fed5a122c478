import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { limits } from '../../shared/limits.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** Nobody reads a count after its minute; the table forgets it in its own time. */
const keptSeconds = 10 * 60;
const millisecondsPerMinute = 60_000;

const countSchema = z.object({ requestCount: z.int().min(1) });

export interface CountedRequests {
  /** Requests of this minute, this one included. */
  readonly count: number;
  /** Until the next minute begins, at least 1. */
  readonly secondsLeft: number;
}
export type CountRequest = (actor: string, now: Date) => Promise<CountedRequests>;

/**
 * Counts the requests of each caller by the minute, for all processes together. One short write,
 * to an item that is nobody's balance; what takes too long is given up.
 */
export function createRequestCounter(
  { documents, tableName }: Table,
  timeoutMs: number = limits.requestCountTimeoutMs,
): CountRequest {
  return async (actor, now) => {
    const epochMs = now.getTime();
    const epochMinute = Math.floor(epochMs / millisecondsPerMinute);
    const endsAtMs = (epochMinute + 1) * millisecondsPerMinute;
    const count = new UpdateCommand({
      TableName: tableName,
      Key: keys.requestCount(actor, epochMinute),
      UpdateExpression: 'ADD requestCount :one SET expireItemAtEpochSeconds = :expiry',
      ExpressionAttributeValues: { ':one': 1, ':expiry': endsAtMs / 1000 + keptSeconds },
      ReturnValues: 'UPDATED_NEW',
    });
    const abortSignal = AbortSignal.timeout(timeoutMs);
    const { Attributes } = await documents.send(count, { abortSignal });
    const { requestCount } = countSchema.parse(Attributes);
    return { count: requestCount, secondsLeft: Math.ceil((endsAtMs - epochMs) / 1000) };
  };
}
