import { beforeAll, describe, expect, it } from 'vitest';
import { createApiKeyStore } from '../../../functions/store/api-keys.ts';
import { keys } from '../../../functions/store/keys.ts';
import { readTableRows } from '../../support/api-table-rows.ts';
import { createGatedDocuments } from '../../support/gated-documents.ts';
import { createFaultyDocuments, everyCall } from '../../support/ledger-faulty-documents.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const named = { accountId: 'account-1', name: 'Billing', scopes: ['chat'] } as const;

describe('the store of API keys', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await createTestTable();
  });

  const readWorkingCount = async (accountId: string) => {
    const { pk, sk } = keys.apiKeyCount(accountId);
    const rows = await readTableRows(table);
    return rows.find((row) => row['pk'] === pk && row['sk'] === sk)?.['workingCount'];
  };

  it('ends a key once for all who find it working and revoke it at the same moment', async () => {
    const account = { ...named, accountId: 'account-at-once' };
    const { createApiKey } = createApiKeyStore(table);
    await createApiKey(account);
    const { keyId } = await createApiKey(account);
    const documents = createGatedDocuments(table.endpoint, 5);
    const { revokeApiKey } = createApiKeyStore({ ...table, documents });
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => revokeApiKey(account.accountId, keyId)),
    );
    expect(outcomes.toSorted()).toEqual(['revoked', ...Array(4).fill('revoked before')]);
    expect(await readWorkingCount(account.accountId)).toBe(1);
  });

  it('says that the account is busy when somebody else writes the same, and writes nothing', async () => {
    const before = await readTableRows(table);
    const plan = { writes: everyCall('conflict') };
    const { documents } = createFaultyDocuments(table.endpoint, plan, { maxAttempts: 1 });
    const { createApiKey } = createApiKeyStore({ ...table, documents });
    await expect(createApiKey(named)).rejects.toMatchObject({
      code: 'account_busy',
      retryAfterSeconds: 1,
    });
    expect(await readTableRows(table)).toEqual(before);
  });

  it('makes a revoked key anew when its secret is given, as the demo does', async () => {
    const account = { ...named, accountId: 'account-demo', secret: 'mck_demo' };
    const { createApiKey, findApiKey, revokeApiKey, listApiKeys } = createApiKeyStore(table);
    const first = await createApiKey(account);
    await revokeApiKey(account.accountId, first.keyId);
    expect(await findApiKey('mck_demo')).toBeNull();
    const second = await createApiKey(account);
    expect(await revokeApiKey(account.accountId, first.keyId)).toBe('revoked before');
    expect(await findApiKey('mck_demo')).toMatchObject({ keyId: second.keyId });
    expect((await listApiKeys(account.accountId)).map(({ keyId }) => keyId)).toEqual([
      second.keyId,
      first.keyId,
    ]);
  });

  it('lists every key that works, and of those revoked the newest', async () => {
    const accountId = 'account-with-a-past';
    const { createApiKey, listApiKeys, revokeApiKey } = createApiKeyStore(table);
    const oldest = await createApiKey({ ...named, accountId });
    for (let index = 0; index < 52; index++) {
      const { keyId } = await createApiKey({ ...named, accountId, name: `Key ${index}` });
      await revokeApiKey(accountId, keyId);
    }
    const [working, ...revoked] = await listApiKeys(accountId);
    expect(working?.keyId).toBe(oldest.keyId);
    expect(revoked).toHaveLength(50);
    expect(revoked.every(({ revokedAt }) => revokedAt !== null)).toBe(true);
    const times = revoked.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });
});
