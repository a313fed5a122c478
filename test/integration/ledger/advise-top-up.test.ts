import { beforeAll, describe, expect, it } from 'vitest';
import { adviseTopUp } from '../../../functions/ledger/advise-top-up.ts';
import { createLedger } from '../../../functions/ledger/ledger.ts';
import { putAccount } from '../../support/ledger-account.ts';
import {
  buildChargeCommand,
  buildHoldCommand,
  buildReleaseCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

describe('a ledger that advises to top up', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await createTestTable();
  });

  const createAdvisingLedger = () => {
    const now = () => new Date(testTime);
    const { documents, tableName } = table;
    const ledger = createLedger({ documents, tableName, log: createRecordingLog(), now });
    return adviseTopUp(ledger, '/#buy', now);
  };

  it.each([
    buildChargeCommand({ service: 'social_post', quantity: 11 }),
    buildHoldCommand({ service: 'social_post', quantity: 11 }),
  ])('says where to get tokens, and when more come, when a $kind is refused', async (command) => {
    const accountId = await putAccount(table);
    const refused = createAdvisingLedger().execute({ ...command, accountId });
    await expect(refused).rejects.toMatchObject({
      code: 'insufficient_tokens',
      members: {
        service: 'social_post',
        required: 110,
        available: 100,
        topUpUrl: '/#buy',
        nextGrantAt: '2026-04-01T12:00:00.000Z',
      },
    });
  });

  it('leaves answers and other refusals as they are', async () => {
    const accountId = await putAccount(table);
    const ledger = createAdvisingLedger();
    const answer = await ledger.execute(buildChargeCommand({ accountId }));
    expect(answer).toMatchObject({ balanceAfter: 99 });
    const refused = ledger.execute(buildReleaseCommand({ accountId }));
    await expect(refused).rejects.toMatchObject({ code: 'hold_not_found', members: {} });
  });
});
