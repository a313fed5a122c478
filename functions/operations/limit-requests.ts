import { limits } from '../../shared/limits.ts';
import type { Log } from '../log.ts';
import type { Principal } from '../principal.ts';
import type { CountRequest } from '../store/request-counter.ts';

/** @returns seconds to wait, or null for a caller who may go on */
export type LimitRequests = (caller: Pick<Principal, 'actor'>) => Promise<number | null>;

/**
 * Keeps one caller from taking the place of all others: so many requests in a minute for a person,
 * more for an API key. It guards no balance, so a request that cannot be counted goes on.
 */
export function createLimitRequests(dependencies: {
  readonly countRequest: CountRequest;
  readonly keyRequestsPerMinute: number;
  readonly log: Log;
  readonly now: () => Date;
}): LimitRequests {
  const { countRequest, keyRequestsPerMinute, log, now } = dependencies;

  return async ({ actor }) => {
    const limit = actor.startsWith('key:')
      ? keyRequestsPerMinute
      : limits.personRequestsPerMinuteCount;
    try {
      const { count, secondsLeft } = await countRequest(actor, now());
      if (count <= limit) return null;
      // Once for each caller and minute: a flood of requests makes no flood of lines.
      if (count === limit + 1) log.info('requests limited', { actor, limit, secondsLeft });
      return secondsLeft;
    } catch (cause) {
      const { name } = cause instanceof Error ? cause : new Error('unknown');
      log.warn('request not counted', { actor, cause: name });
      return null;
    }
  };
}
