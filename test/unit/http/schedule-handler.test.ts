import { describe, expect, it } from 'vitest';
import { currentRequestId } from '../../../functions/http/request-context.ts';
import { scheduleHandler } from '../../../functions/http/schedule-handler.ts';

/** All that a scheduled function is told that it uses. */
const context = {
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => 1_234,
} as Parameters<ReturnType<typeof scheduleHandler>>[1];

describe('a scheduled function', () => {
  it('tells its work how much time is left, under the id of the invocation', async () => {
    const seen: unknown[] = [];
    const handler = scheduleHandler(async ({ remainingMs }) => {
      seen.push(remainingMs(), currentRequestId());
    });
    await handler({}, context);
    expect(seen).toEqual([1_234, 'request-1']);
  });

  it('fails when its work does, so that the platform counts an error', async () => {
    const handler = scheduleHandler(async () => {
      throw new Error('12 overdue holds could not be settled');
    });
    await expect(handler({}, context)).rejects.toThrow('12 overdue holds');
  });
});
