import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

const secretsSchema = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.unknown());

/**
 * The environment together with the secrets of this deployment. In AWS these are the members of
 * the secret that SECRETS_ARN names, called like the variables that they stand for; on one machine
 * they are variables themselves.
 *
 * @throws Error when the secret cannot be read, or is no JSON object
 */
export async function readEnvironmentWithSecrets(
  environment: Readonly<Record<string, string | undefined>>,
  client = new SecretsManagerClient(),
): Promise<Readonly<Record<string, unknown>>> {
  const { SECRETS_ARN: arn, ...variables } = environment;
  if (!arn) return variables;
  const { SecretString: text = '' } = await client.send(
    new GetSecretValueCommand({ SecretId: arn }),
  );
  return { ...variables, ...parseSecrets(text) };
}

function parseSecrets(text: string): Readonly<Record<string, unknown>> {
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    // The cause would quote the secret, so it stays out of the log.
    throw new Error('The secret of this stage is not a JSON object with names like variables.');
  }
}
