import { describe, expect, it } from 'vitest';
import { readBrowser } from '../../../functions/http/browser-cookie.ts';
import { buildProxyEvent } from '../../support/api-proxy-event.ts';

const site = 'https://copilot.example.com';
const id = 'b'.repeat(43);
const readWith = (cookie: string | undefined, origin = site) =>
  readBrowser(buildProxyEvent({ headers: cookie === undefined ? {} : { Cookie: cookie } }), origin);

describe('the cookie of a browser', () => {
  it('is kept for ten minutes, for this host alone and away from scripts', () => {
    const { browserId, setCookie } = readWith(undefined);
    expect(browserId).toMatch(/^[\w-]{43}$/);
    expect(setCookie).toBe(
      `__Host-browser=${browserId}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure`,
    );
  });

  it('works without encryption on one machine alone', () => {
    const { browserId, setCookie } = readWith(undefined, 'http://localhost:3000');
    expect(setCookie).toBe(`browser=${browserId}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax`);
    expect(readWith(`browser=${id}`, 'http://localhost:3000').browserId).toBe(id);
  });

  it('is found among others, and kept', () => {
    const { browserId, setCookie } = readWith(`a=b; __Host-browser=${id}; c=d`);
    expect(browserId).toBe(id);
    expect(setCookie).toContain(`=${id};`);
  });

  it.each([
    ['another name', `browser=${id}`],
    ['a longer name', `x__Host-browser=${id}`],
    ['too short a value', '__Host-browser=b'],
    ['signs that we never write', `__Host-browser=${'é'.repeat(43)}`],
    ['two values', `__Host-browser=${id}; __Host-browser=${'c'.repeat(43)}`],
  ])('with %s is none', (_, cookie) => {
    expect(readWith(cookie).browserId).not.toBe(id);
  });

  it('is another one for each browser', () => {
    expect(readWith(undefined).browserId).not.toBe(readWith(undefined).browserId);
  });
});
