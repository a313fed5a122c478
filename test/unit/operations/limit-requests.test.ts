import { describe, expect, it } from 'vitest';
import { createLimitRequests } from '../../../functions/operations/limit-requests.ts';
import type { CountRequest } from '../../../functions/store/request-counter.ts';
import { limits } from '../../../shared/limits.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

const person = { actor: 'user:ada' };
const key = { actor: 'key:key_1' };
const keyRequestsPerMinute = 1_000;

function limitAt(count: number) {
  const log = createRecordingLog();
  const now = () => new Date('2026-03-01T12:00:20Z');
  const countRequest: CountRequest = async () => ({ count, secondsLeft: 40 });
  return {
    log,
    limitRequests: createLimitRequests({ countRequest, keyRequestsPerMinute, log, now }),
  };
}

describe('the limit of requests', () => {
  it.each([
    [person, limits.personRequestsPerMinuteCount],
    [key, keyRequestsPerMinute],
  ])(
    'of %j lets that many through, and tells further ones how long to wait',
    async (who, limit) => {
      expect(await limitAt(1).limitRequests(who)).toBeNull();
      expect(await limitAt(limit).limitRequests(who)).toBeNull();
      expect(await limitAt(limit + 1).limitRequests(who)).toBe(40);
      expect(await limitAt(limit * 10).limitRequests(who)).toBe(40);
    },
  );

  it('is logged once for each caller and minute', async () => {
    const first = limitAt(limits.personRequestsPerMinuteCount + 1);
    const later = limitAt(limits.personRequestsPerMinuteCount + 2);
    await first.limitRequests(person);
    await later.limitRequests(person);
    expect(first.log.lines).toMatchObject([
      { level: 'info', message: 'requests limited', fields: { actor: 'user:ada' } },
    ]);
    expect(later.log.lines).toEqual([]);
  });

  it('lets a request through that cannot be counted, with one warning', async () => {
    const log = createRecordingLog();
    const limitRequests = createLimitRequests({
      countRequest: () => Promise.reject(new Error('the database is down')),
      keyRequestsPerMinute,
      log,
      now: () => new Date(),
    });
    expect(await limitRequests(key)).toBeNull();
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'request not counted' }]);
  });
});
