import { describe, expect, it } from 'vitest';
import { createGetResourceMetadata } from '../../../functions/operations/get-resource-metadata.ts';
import { resourceMetadataSchema } from '../../../shared/api/resource-metadata.ts';
import { routes } from '../../../shared/routes.ts';

const publicOrigin = 'https://copilot.example.com';
const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc';

describe('the metadata of the MCP endpoint', () => {
  const read = (scope = 'openid metered-copilot/use') =>
    createGetResourceMetadata({ publicOrigin, issuer, scope })();

  it('names the endpoint, the issuer and what to ask it for', async () => {
    const metadata = await read();
    expect(metadata).toEqual({
      resource: 'https://copilot.example.com/mcp',
      authorization_servers: [issuer],
      scopes_supported: ['openid', 'metered-copilot/use'],
      bearer_methods_supported: ['header'],
      resource_name: 'Metered Copilot',
    });
    expect(resourceMetadataSchema.parse(metadata)).toEqual(metadata);
  });

  it('stands where RFC 9728 has clients look for it', async () => {
    const { pathname } = new URL((await read()).resource);
    const expected = `/.well-known/oauth-protected-resource${pathname}`;
    expect(routes.getMcpResourceMetadata.path).toBe(expected);
  });

  it('takes no account of spaces too many', async () => {
    expect((await read(' openid  email ')).scopes_supported).toEqual(['openid', 'email']);
  });
});
