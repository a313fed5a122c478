import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { CredentialVault } from '../credentials/credential-vault.ts';
import { isOauthServer } from '../credentials/oauth/oauth-server-entry.ts';
import type { Log } from '../log.ts';
import { listCredentialFields } from '../mcp/list-credential-fields.ts';
import type { ServerCatalogue, ServerEntry } from '../mcp/server-catalogue.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import { describeCredentials } from './describe-credentials.ts';
import { requireClient } from './require-client.ts';

/**
 * Stores a client's credentials for a server, all fields at once. Whether they are right shows
 * when the server is connected.
 *
 * @throws AppError `client_not_found`, `server_unknown`, `provider_failed`; `malformed_request`
 *   for fields that the server does not ask for, or that are missing
 */
export function createPutCredentials(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly catalogue: ServerCatalogue;
  readonly vault: Pick<CredentialVault, 'keepCredentials'>;
  readonly log: Log;
  readonly now: () => Date;
}): Operation<typeof routes.putCredentials> {
  const { accounts, catalogue, vault, log, now } = dependencies;
  return async ({ principal, params: { clientId, server }, body: { fields } }) => {
    const { accountId, actor } = principal;
    await requireClient(accounts, accountId, clientId);
    const entry = catalogue.find(server);
    checkFields(entry, Object.keys(fields));
    const row = await vault.keepCredentials({ accountId, clientId, server }, fields, now());
    log.info('credentials stored', { accountId, actor, clientId, server });
    // Only servers without a sign-in come so far, and they need no client of the operator.
    return describeCredentials(entry, clientId, row, {});
  };
}

function checkFields(entry: ServerEntry, given: readonly string[]): void {
  if (isOauthServer(entry)) {
    const detail = `${entry.title} is connected by signing in: see POST …/authorizations.`;
    throw new AppError('malformed_request', { detail });
  }
  const asked = listCredentialFields(entry);
  const isComplete = asked.every(({ name, isRequired }) => !isRequired || given.includes(name));
  const isKnown = given.every((name) => asked.some((field) => field.name === name));
  if (asked.length > 0 && isComplete && isKnown) return;
  const list = asked.map(({ name, isRequired }) => (isRequired ? name : `${name} (optional)`));
  throw new AppError('malformed_request', {
    detail: `${entry.title} asks for: ${list.join(', ') || 'nothing'}.`,
  });
}
