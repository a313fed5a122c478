import { beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../../functions/app-error.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBenches } from '../../support/ledger-bench.ts';
import { buildChargeCommand } from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const keyCount = 40;
const timesEach = 3;
const affordable = 24;

describe('120 concurrent requests: 40 keys, three times each, with a balance for 24', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await createTestTable();
  });

  it.each([1, 4])('charge 24 keys once each through %i ledgers', async (ledgerCount) => {
    const accountId = await putAccount(table);
    const benches = createLedgerBenches(table, ledgerCount);
    const [first] = benches;
    const spent = buildChargeCommand({ accountId, idempotencyKey: 'before', quantity: 76 });
    expect(await first.execute(spent)).toMatchObject({ balanceAfter: affordable });

    const requests = Array.from({ length: keyCount * timesEach }, (_, index) => {
      const round = Math.floor(index / keyCount);
      // The same key goes to another ledger each time.
      const bench = benches[(index + round) % ledgerCount] ?? first;
      const idempotencyKey = `message ${index % keyCount}`;
      return bench.execute(buildChargeCommand({ accountId, idempotencyKey }));
    });
    const outcomes = (await Promise.allSettled(requests)).map((outcome) => {
      if (outcome.status === 'fulfilled') return outcome.value.isReplay ? 'replay' : 'fresh';
      return isAppError(outcome.reason) ? outcome.reason.code : String(outcome.reason);
    });

    expect(Object.groupBy(outcomes, (outcome) => outcome)).toEqual({
      fresh: Array(affordable).fill('fresh'),
      replay: Array(2 * affordable).fill('replay'),
      insufficient_tokens: Array(timesEach * (keyCount - affordable)).fill('insufficient_tokens'),
    });
    expect(await first.verify(accountId)).toMatchObject({
      problems: [],
      balance: 0,
      entryCount: 2 + affordable,
    });
    const lines = benches.flatMap(({ log }) => log.lines);
    expect(lines.filter((line) => line.message === 'tokens deducted')).toHaveLength(1 + affordable);
  });

  it('leave another account alone', async () => {
    const [busy, quiet] = [await putAccount(table), await putAccount(table)];
    const [bench] = createLedgerBenches(table, 1);
    const chargeTen = (accountId: string) =>
      Array.from({ length: 10 }, (_, index) =>
        bench.execute(buildChargeCommand({ accountId, idempotencyKey: `message ${index}` })),
      );
    const [, answers] = await Promise.all([
      Promise.all(chargeTen(busy)),
      Promise.all(chargeTen(quiet)),
    ]);
    // The same keys, yet another account: no replays.
    expect(answers.map((answer) => answer.isReplay)).toEqual(Array(10).fill(false));
    expect(await bench.verify(quiet)).toMatchObject({ problems: [], balance: 90 });
  });
});
