import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../../infra/bundle/replacements/aws-credentials.ts';

const stubVariables = (variables: Readonly<Record<string, string | undefined>>) => {
  const names = [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_ACCOUNT_ID',
  ];
  for (const name of names) vi.stubEnv(name, variables[name]);
};

describe('the credentials of a bundle', () => {
  afterEach(() => vi.unstubAllEnvs());

  it("are those of the function's role, from its environment", async () => {
    stubVariables({
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session',
    });
    expect(await defaultProvider()()).toEqual({
      accessKeyId: 'AKIAEXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'session',
    });
  });

  it('name the account where the environment does', async () => {
    stubVariables({
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ACCOUNT_ID: '111122223333',
    });
    expect(await defaultProvider()()).toMatchObject({ accountId: '111122223333' });
  });

  it.each([
    {},
    { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' },
    { AWS_SECRET_ACCESS_KEY: 'secret', AWS_ACCESS_KEY_ID: '' },
  ])('are refused by name where they are not whole: %j', async (variables) => {
    stubVariables(variables);
    await expect(defaultProvider()()).rejects.toThrow('AWS_ACCESS_KEY_ID');
  });
});
