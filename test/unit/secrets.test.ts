import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { readEnvironmentWithSecrets } from '../../functions/secrets.ts';

const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:stage';

function secretOf(text: string) {
  const client = new SecretsManagerClient({ region: 'us-east-1' });
  mockClient(client).on(GetSecretValueCommand, { SecretId: arn }).resolves({ SecretString: text });
  return client;
}

describe('the secrets of a stage', () => {
  it('join the environment under the names of the variables they stand for', async () => {
    const client = secretOf('{"APPROVAL_SECRET":"hush","WEBHOOKS":[{"id":"crm"}]}');
    expect(await readEnvironmentWithSecrets({ SECRETS_ARN: arn, STAGE: 'x' }, client)).toEqual({
      STAGE: 'x',
      APPROVAL_SECRET: 'hush',
      WEBHOOKS: [{ id: 'crm' }],
    });
  });

  it('win over a variable of the same name', async () => {
    const environment = { SECRETS_ARN: arn, APPROVAL_SECRET: 'old' };
    const read = await readEnvironmentWithSecrets(
      environment,
      secretOf('{"APPROVAL_SECRET":"new"}'),
    );
    expect(read).toEqual({ APPROVAL_SECRET: 'new' });
  });

  it('are not asked for where no secret is named', async () => {
    const client = secretOf('{}');
    const environment = { APPROVAL_SECRET: 'from this machine' };
    expect(await readEnvironmentWithSecrets(environment, client)).toEqual(environment);
  });

  it.each(['', 'APPROVAL_SECRET=hush', '["hush"]', '{"approval-secret":"hush"}'])(
    'are refused as %j, without quoting them',
    async (text) => {
      const refusal = readEnvironmentWithSecrets({ SECRETS_ARN: arn }, secretOf(text));
      await expect(refusal).rejects.toThrow(/is not a JSON object/);
      await expect(refusal).rejects.not.toThrow(/hush/);
    },
  );

  it('fail as a whole when they cannot be read', async () => {
    const client = new SecretsManagerClient({ region: 'us-east-1' });
    mockClient(client).on(GetSecretValueCommand).rejects(new Error('AccessDenied'));
    await expect(readEnvironmentWithSecrets({ SECRETS_ARN: arn }, client)).rejects.toThrow(
      'AccessDenied',
    );
  });
});
