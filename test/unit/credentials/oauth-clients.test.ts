import { describe, expect, it } from 'vitest';
import { readOauthClients } from '../../../functions/credentials/oauth/oauth-clients.ts';
import { findOauthClient } from '../../../functions/credentials/oauth/require-oauth-client.ts';

const hubspot = { clientId: 'id', clientSecret: 'a secret of ours' };

describe('the OAuth clients of the operator', () => {
  it.each([
    ['the JSON of a variable', JSON.stringify({ hubspot })],
    ['a member of the secret', { hubspot }],
  ])('are read from %s', (_, OAUTH_CLIENTS) => {
    expect(readOauthClients({ OAUTH_CLIENTS })).toEqual({ hubspot });
  });

  it('are none unless said', () => {
    expect(readOauthClients({})).toEqual({});
  });

  it('may have no secret', () => {
    const open = { hubspot: { clientId: 'id' } };
    expect(readOauthClients({ OAUTH_CLIENTS: open })).toEqual(open);
  });

  it.each([
    '{',
    '[]',
    { hubspot: { clientId: '' } },
    { hubspot: { ...hubspot, clientSecret: '' } },
    { hubspot: { ...hubspot, secret: 'a secret of ours' } },
  ])('are refused when they are malformed, without telling them: %j', (OAUTH_CLIENTS) => {
    const read = () => readOauthClients({ OAUTH_CLIENTS });
    expect(read).toThrow(/OAUTH_CLIENTS/);
    expect(read).not.toThrow(/a secret of ours/);
  });

  it('are found by the id of a server, and by no name of JavaScript', () => {
    expect(findOauthClient({ hubspot }, 'hubspot')).toEqual(hubspot);
    expect(findOauthClient({ hubspot }, 'constructor')).toBeUndefined();
  });
});
