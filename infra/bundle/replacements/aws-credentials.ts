/** As the AWS SDK takes them from a provider. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly accountId?: string;
}

/**
 * Stands in function bundles for `@aws-sdk/credential-provider-node`. That package tries profiles,
 * single sign-on, web identity and the addresses of containers and machines, for which it brings
 * 135 KB of further clients; Lambda for Node.js has its role's credentials in these variables and
 * nowhere else. An environment is replaced before they run out, so they need no refreshing.
 *
 * @throws Error where there are none: elsewhere than in Lambda, the source is run, not a bundle
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  // oxlint-disable-next-line node/no-process-env -- It is these variables that credentials come in.
  const { env } = process;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set. Function bundles look for credentials nowhere else.',
    );
  }
  return {
    accessKeyId,
    secretAccessKey,
    ...(env['AWS_SESSION_TOKEN'] && { sessionToken: env['AWS_SESSION_TOKEN'] }),
    ...(env['AWS_ACCOUNT_ID'] && { accountId: env['AWS_ACCOUNT_ID'] }),
  };
};
