import { describe, expect, it } from 'vitest';
import { isAllowedAddress } from '../../../functions/credentials/oauth/is-allowed-address.ts';

const publicServer = 'https://mcp.hubspot.com';

describe('an address that a server names', () => {
  it.each([
    'https://mcp.hubspot.com/oauth/v3/token',
    'https://login.example.org:8443/token?tenant=1',
    'https://93.184.216.34/token',
    'https://[2606:2800:220:1:248:1893:25c8:1946]/token',
    'https://100.128.0.1/',
    'https://172.32.0.1/',
  ])('is asked when it is public: %s', (address) => {
    expect(isAllowedAddress(address, publicServer)).toBe(true);
  });

  it.each([
    'http://mcp.hubspot.com/token',
    'ftp://mcp.hubspot.com/token',
    'javascript:alert(1)',
    'data:text/html,x',
    '/token',
    '',
    'https://user:password@mcp.hubspot.com/token',
  ])('is not asked when it is not a plain https address: %j', (address) => {
    expect(isAllowedAddress(address, publicServer)).toBe(false);
  });

  it.each([
    'http://127.0.0.1:9001/2018-06-01/runtime/invocation/next',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://169.254.170.2/v2/credentials',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'http://localhost:3000/',
    'https://localhost/',
    'https://metadata.google.internal/computeMetadata/v1/',
    'https://metadata/',
    'https://printer.local/',
    'https://api.localhost./',
  ])('is not asked inside a network when the server is outside: %s', (address) => {
    expect(isAllowedAddress(address, publicServer)).toBe(false);
  });

  it.each([
    ['http://127.0.0.1:4000/token', 'http://127.0.0.1:3000/mcp'],
    ['https://10.0.0.7/token', 'https://crm.internal/mcp'],
    ['https://login.example.org/token', 'https://10.0.0.8/mcp'],
  ])('is asked inside a network when the operator’s server is: %s', (address, server) => {
    expect(isAllowedAddress(address, server)).toBe(true);
  });

  it('is encrypted in the network as well, but on this machine', () => {
    expect(isAllowedAddress('http://10.0.0.7/token', 'https://10.0.0.8/mcp')).toBe(false);
  });
});
