import type { Route } from '../../../shared/routes.ts';

/** What API Gateway allows a regional API: to begin an answer, and to end one that is streamed. */
const bufferedMaxMs = 29_000;
const streamedMaxMs = 900_000;

/** So much longer than the function: when time runs out, the function is who says so. */
const marginMs = 1_000;

/**
 * How long API Gateway waits for a route's function.
 * @throws RangeError for a route that takes longer than API Gateway would wait
 */
export function integrationTimeoutMs({
  timeoutSeconds,
  response,
}: Pick<Route, 'timeoutSeconds' | 'response'>): number {
  const timeoutMs = timeoutSeconds * 1_000 + marginMs;
  const maxMs = response === 'events' ? streamedMaxMs : bufferedMaxMs;
  if (timeoutMs <= maxMs) return timeoutMs;
  throw new RangeError(`API Gateway waits for ${maxMs} ms, not ${timeoutMs}.`);
}
