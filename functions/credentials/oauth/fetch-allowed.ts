import { limits } from '../../../shared/limits.ts';
import { limitFetch } from '../../limit-fetch.ts';
import { isAllowedAddress } from './is-allowed-address.ts';

/** Metadata and tokens are small. */
const responseBytes = 256 * 1024;
const fetchLimited = limitFetch(responseBytes);

/**
 * Makes the `fetch` for one step of a sign-in: to allowed addresses alone, without following
 * redirects, within a size and a time that all its requests share.
 *
 * @param serverUrl of the catalogue's entry
 */
export function createFetchAllowed(
  serverUrl: string,
  timeoutMs: number = limits.signInTimeoutMs,
): (url: string | URL, init?: RequestInit) => Promise<Response> {
  const ended = AbortSignal.timeout(timeoutMs);
  return async (url, init) => {
    if (!isAllowedAddress(url, serverUrl)) {
      throw new Error('The server named an address that is not asked.');
    }
    const signal = init?.signal ? AbortSignal.any([init.signal, ended]) : ended;
    return fetchLimited(url, { ...init, redirect: 'error', signal });
  };
}
