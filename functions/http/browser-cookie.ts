import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { limits } from '../../shared/limits.ts';
import { headerValues } from './header-values.ts';

const idBytes = 32;
const idPattern = /^[\w-]{43}$/;

/** A browser as a cookie knows it, for as long as it may be away to sign in somewhere. */
export interface KnownBrowser {
  /** Nobody else can have it: random, and no script may read it. */
  readonly browserId: string;
  /** The header by which the browser keeps it. */
  readonly setCookie: string;
}

/**
 * Knows a browser by its cookie, or gives it one.
 *
 * @param publicOrigin of the product; only on one machine is it not https
 */
export function readBrowser(event: APIGatewayProxyEvent, publicOrigin: string): KnownBrowser {
  const isSecure = publicOrigin.startsWith('https:');
  // With this prefix no other host, and no page without encryption, can have set it.
  const name = isSecure ? '__Host-browser' : 'browser';
  const browserId = readCookie(event, name) ?? randomBytes(idBytes).toString('base64url');
  const attributes = [
    `${name}=${browserId}`,
    'Path=/',
    `Max-Age=${limits.authorizationSeconds}`,
    'HttpOnly',
    // Sent when another site leads back to this one, and with nothing else from there.
    'SameSite=Lax',
    ...(isSecure ? ['Secure'] : []),
  ];
  return { browserId, setCookie: attributes.join('; ') };
}

/** A cookie that is there twice, or not as we write it, is none. */
function readCookie(event: APIGatewayProxyEvent, name: string): string | undefined {
  const values = headerValues(event, 'cookie')
    .flatMap((header) => header.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value, ...others] = new Set(values);
  return value !== undefined && others.length === 0 && idPattern.test(value) ? value : undefined;
}
