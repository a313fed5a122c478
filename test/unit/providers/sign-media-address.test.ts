import { describe, expect, it } from 'vitest';
import {
  readMediaPath,
  signMediaPath,
} from '../../../functions/providers/media/sign-media-address.ts';

const secret = 'a key for the addresses of pictures in tests';
const now = new Date('2026-11-22T12:00:00Z');
const nowSeconds = now.getTime() / 1_000;
const key = 'clients/15/img_1';
const signed = new URL(signMediaPath(secret, key, nowSeconds + 60), 'http://localhost:4000');

const change = (edit: (address: URL) => void): URL => {
  const address = new URL(signed);
  edit(address);
  return address;
};
const setQuery = (name: string, value: string) =>
  change(({ searchParams }) => searchParams.set(name, value));

describe('a signed address', () => {
  it('shows its picture until it ends', () => {
    expect(readMediaPath(secret, signed, now)).toBe(key);
    expect(readMediaPath(secret, signed, new Date((nowSeconds + 59) * 1_000))).toBe(key);
    expect(readMediaPath(secret, signed, new Date((nowSeconds + 60) * 1_000))).toBeNull();
  });

  it.each<[string, URL]>([
    ['another picture', change((it) => (it.pathname = '/media/clients/15/img_2'))],
    ['another client', change((it) => (it.pathname = '/media/clients/16/img_1'))],
    ['a way out of the folder', change((it) => (it.pathname = '/media/%2e%2e%2fsecrets.json'))],
    ['a path that cannot be read', change((it) => (it.pathname = '/media/%E0%A4%A'))],
    ['another folder', change((it) => (it.pathname = '/other/clients/15/img_1'))],
    ['a later end', setQuery('expires', String(nowSeconds + 9_999))],
    ['an end that is none', setQuery('expires', 'never')],
    ['no signature', change(({ searchParams }) => searchParams.delete('signature'))],
    ['a signature of nobody', setQuery('signature', 'AAAA')],
    ['no query at all', change((it) => (it.search = ''))],
  ])('shows nothing once it names %s', (_, address) => {
    expect(readMediaPath(secret, address, now)).toBeNull();
  });

  it('shows nothing to another machine', () => {
    expect(readMediaPath('another key', signed, now)).toBeNull();
  });
});
