import { signInPaths } from '../../../shared/sign-in-paths.ts';

/**
 * Where to go after signing in: a page of this site, or the first one. Anything else would make the
 * sign-in a springboard to other sites.
 */
export function safeReturnPath(wanted: unknown, origin: string): string {
  if (typeof wanted !== 'string' || !URL.canParse(wanted, origin)) return '/';
  const url = new URL(wanted, origin);
  const isOurs = url.origin === origin && url.pathname !== signInPaths.callback;
  return isOurs ? `${url.pathname}${url.search}${url.hash}` : '/';
}
