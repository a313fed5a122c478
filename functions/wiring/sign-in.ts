import { readSignInConfig } from '../config.ts';
import { createAccessTokenReader } from '../http/access-tokens.ts';
import { createAuthenticate } from '../operations/authenticate.ts';
import { createLimitRequests } from '../operations/limit-requests.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createApiKeyStore } from '../store/api-keys.ts';
import { createRequestCounter } from '../store/request-counter.ts';
import { ledger, log, now, table } from './foundation.ts';

export function authenticate() {
  const config = readSignInConfig(process.env);
  return createAuthenticate({
    accounts: createAccountStore(table()),
    apiKeys: createApiKeyStore(table()),
    ledger: ledger(),
    readAccessToken: createAccessTokenReader(config),
    adminGroup: config.ADMIN_GROUP,
  });
}

export const limitRequests = () =>
  createLimitRequests({
    countRequest: createRequestCounter(table()),
    keyRequestsPerMinute: readSignInConfig(process.env).KEY_REQUESTS_PER_MINUTE,
    log: log(),
    now,
  });
