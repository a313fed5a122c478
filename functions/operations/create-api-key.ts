import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import type { Operation } from '../route-request.ts';
import type { ApiKeyStore } from '../store/api-keys.ts';

/**
 * Makes an API key. Nobody gives away more than they may do themselves.
 *
 * @throws AppError `forbidden` for a scope that the caller lacks, `api_key_limit_reached`,
 *   `account_busy`
 */
export function createCreateApiKey(dependencies: {
  readonly apiKeys: Pick<ApiKeyStore, 'createApiKey'>;
  readonly log: Log;
}): Operation<typeof routes.createApiKey> {
  const { apiKeys, log } = dependencies;
  return async ({ principal, body }) => {
    const { accountId, actor } = principal;
    const lacking = body.scopes.filter((scope) => !principal.scopes.includes(scope));
    if (lacking.length > 0) {
      const detail = `A key cannot do more than whoever makes it: ${lacking.join(', ')}.`;
      throw new AppError('forbidden', { detail });
    }
    const created = await apiKeys.createApiKey({ accountId, ...body });
    log.info('api key created', { accountId, actor, keyId: created.keyId, scopes: body.scopes });
    return created;
  };
}
