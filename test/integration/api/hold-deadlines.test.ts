import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdSchema } from '../../../shared/api/charges.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createTestLedger, keyed, makeCharge, takeOverdueHold } from '../../support/api-charges.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';

type Action = 'capture' | 'release' | 'extend';

describe('a hold whose deadline has passed', () => {
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
  });

  const settle = (holdId: string, action: Action, body?: unknown) =>
    account.call('POST', `/api/tokens/holds/${holdId}/${action}`, body, keyed());
  const expire = (chargeId: string) =>
    createTestLedger(api.table).execute({
      kind: 'expire',
      accountId: account.accountId,
      actor: 'system',
      chargeId,
    });

  it('is captured, if nobody gave it back', async () => {
    const holdId = await takeOverdueHold(api.table, account.accountId);
    expect((await settle(holdId, 'capture')).body).toMatchObject({ status: 'captured' });
    expect(await account.balance()).toMatchObject({ available: 80 });
  });

  it('is charged anew by a capture after the tokens went back', async () => {
    const holdId = await takeOverdueHold(api.table, account.accountId);
    await expire(holdId);
    expect(await account.balance()).toMatchObject({ available: 100 });
    expect(await settle(holdId, 'capture')).toMatchObject({
      status: 200,
      body: { status: 'captured', capturedTokens: 20, balanceAfter: 80 },
    });
    expect(await account.problems()).toEqual([]);
  });

  it('says that nothing could be collected where the balance is spent', async () => {
    const holdId = await takeOverdueHold(api.table, account.accountId);
    await expire(holdId);
    await makeCharge(account, { quantity: 95 });
    expect(await settle(holdId, 'capture')).toMatchObject({
      status: 200,
      body: { status: 'uncollected', capturedTokens: 0 },
    });
    expect(await account.balance()).toMatchObject({ available: 5 });
    expect(api.lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: 'tokens uncollected' }),
    );
  });

  it('is released as it is once it expired, and cannot be extended', async () => {
    const holdId = await takeOverdueHold(api.table, account.accountId);
    await expire(holdId);
    expect(await settle(holdId, 'release')).toMatchObject({
      status: 200,
      body: { status: 'expired', releasedTokens: 20 },
    });
    expect(await settle(holdId, 'extend', { holdSeconds: 600 })).toMatchObject({
      status: 409,
      body: { code: 'hold_expired' },
    });
  });

  it('is settled once where an expiry meets a capture and a release', async () => {
    for (let round = 0; round < 4; round++) {
      const { available: before } = await account.balance();
      const holdId = await takeOverdueHold(api.table, account.accountId);
      // Where the extension comes first, the deadline has not passed and the expiry is refused.
      await Promise.allSettled([
        expire(holdId),
        settle(holdId, 'capture'),
        settle(holdId, 'release'),
        settle(holdId, 'extend', { holdSeconds: 3_600 }),
      ]);
      const { body } = await account.call('GET', `/api/tokens/holds/${holdId}`);
      const { status } = holdSchema.parse(body);
      const { available, held } = await account.balance();
      expect(['captured', 'released', 'expired']).toContain(status);
      expect({ available, held }).toEqual({
        available: status === 'captured' ? before - 20 : before,
        held: 0,
      });
    }
    expect(await account.problems()).toEqual([]);
  });
});
