import { describe, expect, it } from 'vitest';
import {
  readApprovalConfig,
  readModelConfig,
  readSignInConfig,
  readTableConfig,
} from '../../../functions/config.ts';
import type { Log } from '../../../functions/log.ts';
import { createLedger } from '../../../functions/ledger/ledger.ts';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import { createApiKeyStore } from '../../../functions/store/api-keys.ts';
import { readMediaConfig } from '../../../functions/providers/media/media-config.ts';
import { describeFunctionEnvironment } from '../../../infra/local/function-environment.ts';
import { loadLocalSecrets } from '../../../infra/local/local-secrets.ts';
import { seedDemo } from '../../../infra/local/seed-demo.ts';
import { createTestTable } from '../../support/table.ts';

const apiKey = 'mck_demo';

function createTestLog() {
  const messages: string[] = [];
  const keep = (message: string) => void messages.push(message);
  const log: Log = { info: keep, warn: keep, error: keep };
  return { log, messages };
}

describe('the demo', () => {
  it('has two accounts with a client and 100 tokens each', async () => {
    const table = await createTestTable();
    const { log, messages } = createTestLog();
    await seedDemo(table, apiKey, log);
    const accounts = createAccountStore(table);
    expect(await accounts.readProfile('7')).toMatchObject({ email: 'demo@example.com' });
    expect(await accounts.listClients('7')).toEqual([
      { clientId: '15', accountId: '7', name: 'Rosalex Realty' },
    ]);
    expect(await accounts.readClient('16')).toMatchObject({ accountId: '8' });
    const { reader } = createLedger({ ...table, log });
    for (const accountId of ['7', '8']) {
      const stored = await reader.readState(accountId);
      expect(stored).toMatchObject({ kind: 'sound', state: { available: 100, plan: 'free' } });
    }
    expect(messages).toEqual(['account opened', 'account opened']);
  });

  it('has an API key for the first account, and no other key works', async () => {
    const table = await createTestTable();
    await seedDemo(table, apiKey, createTestLog().log);
    const { findApiKey } = createApiKeyStore(table);
    expect(await findApiKey(apiKey)).toMatchObject({ accountId: '7' });
    expect(await findApiKey('mck_other')).toBeNull();
  });

  it('is there once, however often it starts, and spent tokens stay spent', async () => {
    const table = await createTestTable();
    const { log, messages } = createTestLog();
    await seedDemo(table, apiKey, log);
    const first = await createApiKeyStore(table).findApiKey(apiKey);
    const ledger = createLedger({ ...table, log });
    await ledger.execute({
      kind: 'charge',
      accountId: '7',
      actor: 'user:demo',
      idempotencyKey: 'm1',
      service: 'ai_chat_message',
      quantity: 1,
    });
    messages.length = 0;
    await seedDemo(table, apiKey, log);
    expect(messages).toEqual([]);
    expect(await ledger.reader.readState('7')).toMatchObject({ state: { available: 99 } });
    expect(await createApiKeyStore(table).findApiKey(apiKey)).toEqual(first);
  });
});

it('the functions understand the environment of one machine', async () => {
  const environment = describeFunctionEnvironment({
    origin: 'http://localhost:4000',
    endpoint: 'http://127.0.0.1:8000',
    secrets: await loadLocalSecrets(':memory:'),
    messagingUrl: 'http://127.0.0.1:9000',
    mediaDir: 'media',
  });
  expect(readTableConfig(environment)).toMatchObject({ TABLE_NAME: 'metered-copilot' });
  expect(readSignInConfig(environment)).toMatchObject({
    OIDC_ISSUER: 'http://localhost:4000/oidc',
    OIDC_AUDIENCE: 'metered-copilot',
  });
  expect(readModelConfig(environment)).toMatchObject({ MODEL_PROVIDER: 'offline' });
  expect(readMediaConfig(environment)).toMatchObject({ MEDIA_DIR: 'media' });
  expect(readApprovalConfig(environment).APPROVAL_SECRET).toMatch(/.{32}/);
});
