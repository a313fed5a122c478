import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import type { Operation } from '../route-request.ts';
import type { ApiKeyStore } from '../store/api-keys.ts';

/**
 * Ends an API key of the caller's account, be it the one that is calling. Doing so again changes
 * nothing.
 *
 * @throws AppError `api_key_not_found`, also for the key of another account
 */
export function createRevokeApiKey(dependencies: {
  readonly apiKeys: Pick<ApiKeyStore, 'revokeApiKey'>;
  readonly log: Log;
}): Operation<typeof routes.revokeApiKey> {
  const { apiKeys, log } = dependencies;
  return async ({ principal, params }) => {
    const { accountId, actor } = principal;
    const outcome = await apiKeys.revokeApiKey(accountId, params.keyId);
    if (outcome === 'unknown') throw new AppError('api_key_not_found');
    if (outcome === 'revoked') log.info('api key revoked', { accountId, actor, ...params });
  };
}
