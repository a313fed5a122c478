import { describe, expect, it } from 'vitest';
import { readCipherConfig, readServersConfig } from '../../functions/config.ts';

const listings = {
  id: 'listings',
  title: 'Listings',
  kind: 'http',
  url: 'https://mcp.listings.example/mcp',
  auth: { kind: 'headers', headers: { Authorization: 'Bearer {token}' } },
};

describe('the servers of the environment', () => {
  it('are none unless it names some', () => {
    expect(readServersConfig({})).toEqual({ SERVERS: [] });
    expect(readServersConfig({ SERVERS: '[]' })).toEqual({ SERVERS: [] });
  });

  it('are read from JSON', () => {
    const SERVERS = JSON.stringify([listings]);
    expect(readServersConfig({ SERVERS })).toEqual({ SERVERS: [listings] });
  });

  it.each([
    ['what is no JSON', '[{'],
    ['what is no list', JSON.stringify(listings)],
    [
      'an address that is not encrypted',
      JSON.stringify([{ ...listings, url: 'http://a.example' }]),
    ],
    ['a server that would run a command', JSON.stringify([{ ...listings, kind: 'stdio' }])],
  ])('are refused as a whole for %s', (_, SERVERS) => {
    expect(() => readServersConfig({ SERVERS })).toThrow(/SERVERS/);
  });
});

describe('the key that seals credentials', () => {
  const arn = 'arn:aws:kms:us-east-1:111122223333:key/example';
  const local = 'A'.repeat(43);

  it('is one of KMS, or one of this machine', () => {
    expect(readCipherConfig({ CIPHER_KEY_ARN: arn })).toEqual({ CIPHER_KEY_ARN: arn });
    expect(readCipherConfig({ LOCAL_CIPHER_KEY: local })).toEqual({ LOCAL_CIPHER_KEY: local });
  });

  it.each([{}, { CIPHER_KEY_ARN: '' }, { LOCAL_CIPHER_KEY: 'short' }])(
    'is required: %o is not enough',
    (environment) => {
      expect(() => readCipherConfig(environment)).toThrow(/CIPHER_KEY/);
    },
  );
});
