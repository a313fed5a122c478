import { createCreateApiKey } from '../operations/create-api-key.ts';
import { createListApiKeys } from '../operations/list-api-keys.ts';
import { createRevokeApiKey } from '../operations/revoke-api-key.ts';
import { createApiKeyStore } from '../store/api-keys.ts';
import { log, table } from './foundation.ts';

export const listApiKeys = () => createListApiKeys({ apiKeys: createApiKeyStore(table()) });

export const createApiKey = () =>
  createCreateApiKey({ apiKeys: createApiKeyStore(table()), log: log() });

export const revokeApiKey = () =>
  createRevokeApiKey({ apiKeys: createApiKeyStore(table()), log: log() });
