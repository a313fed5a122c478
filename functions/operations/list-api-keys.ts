import type { routes } from '../../shared/routes.ts';
import type { Operation } from '../route-request.ts';
import type { ApiKeyStore } from '../store/api-keys.ts';

/** The caller's API keys, without their secrets. */
export function createListApiKeys(dependencies: {
  readonly apiKeys: Pick<ApiKeyStore, 'listApiKeys'>;
}): Operation<typeof routes.listApiKeys> {
  return async ({ principal }) => ({
    apiKeys: await dependencies.apiKeys.listApiKeys(principal.accountId),
  });
}
