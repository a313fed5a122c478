import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../functions/store/keys.ts';
import { putAccount } from '../../support/ledger-account.ts';
import {
  createLedgerBench,
  createLedgerBenches,
  type LedgerBench,
} from '../../support/ledger-bench.ts';
import {
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildReleaseCommand,
  buildState,
  testTime,
} from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});

/** Ten first charges at the same moment, spread over four ledgers. */
const chargeTenTimes = (benches: [LedgerBench, ...LedgerBench[]], accountId: string) =>
  Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      (benches[index % benches.length] ?? benches[0]).execute(
        buildChargeCommand({ accountId, idempotencyKey: `message ${index}` }),
      ),
    ),
  );

const everydayMessages = ['tokens deducted', 'races lost'];

/** The log of all ledgers but for deductions, and for races between them. */
const repairsIn = (benches: readonly LedgerBench[]) =>
  benches
    .flatMap(({ log }) => log.lines)
    .filter((line) => !everydayMessages.includes(line.message));

const balancesOf = (answers: readonly { balanceAfter: number }[]) =>
  answers.map((answer) => answer.balanceAfter).toSorted((left, right) => right - left);

describe('an account without a balance and without entries', () => {
  it.each<[string, string, Record<string, unknown> | undefined]>([
    ['has no state', 'absent', undefined],
    ['has a state without anything', 'absent', {}],
    ['has a version but no balance', 'absent', { version: 0, plan: 'free' }],
    ['has a balance that is NULL', 'null', { available: null, version: null }],
    ['has a balance in a string', 'string', { available: '250', version: 0 }],
    ['has NaN in a string', 'string', { available: 'NaN' }],
    ['has a fraction', 'fraction', { available: 12.5, version: 3 }],
    ['has a negative balance', 'negative', { available: -5, version: 0 }],
    ['has a number beyond counting', 'wrong type', { available: 10n ** 30n }],
    ['has a truth value', 'wrong type', { available: true, version: '0' }],
    ['has a balance that nothing explains', 'inconsistent', { available: 250, version: 7 }],
  ])('opens once with 100 tokens when it %s', async (_, found, state) => {
    const accountId = await putAccount(table, state);
    const benches = createLedgerBenches(table, 4);
    const answers = await chargeTenTimes(benches, accountId);

    expect(balancesOf(answers)).toEqual([99, 98, 97, 96, 95, 94, 93, 92, 91, 90]);
    expect(answers.every((answer) => !answer.isReplay)).toBe(true);
    expect(repairsIn(benches)).toEqual([
      {
        level: 'warn',
        message: 'balance missing, opened',
        fields: { accountId, found, opened: 100 },
      },
    ]);
    const { reader } = benches[0];
    const entries = await reader.readEntries(accountId, { order: 'oldest first', after: null });
    expect(entries.map((entry) => entry.tokens)).toEqual([100, ...Array(10).fill(-1)]);
    expect(entries[0]?.reference).toEqual({ opening: 'free', found });
    expect(await benches[0].verify(accountId)).toMatchObject({ problems: [], balance: 90 });
  });

  it('has 600 tokens after a grant of 500', async () => {
    const accountId = await putAccount(table);
    const [bench] = createLedgerBenches(table, 1);
    const answer = await bench.execute(buildGrantCommand({ accountId, tokens: 500 }));
    expect(answer).toMatchObject({ balanceAfter: 600, isReplay: false });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 600 });
  });

  it('opens once for ten openings at the same moment', async () => {
    const accountId = await putAccount(table);
    const benches = createLedgerBenches(table, 4);
    const open = { kind: 'open', accountId, actor: 'system' } as const;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (benches[index % 4] ?? benches[0]).execute(open)),
    );
    expect(answers.filter((answer) => !answer.isReplay)).toHaveLength(1);
    expect(answers.map((answer) => answer.available)).toEqual(Array(10).fill(100));
    expect(repairsIn(benches)).toMatchObject([{ level: 'info', message: 'account opened' }]);
  });
});

describe('an account whose balance is damaged later', () => {
  type Damage = (accountId: string) => Promise<unknown>;
  const key = (accountId: string) => ({
    TableName: table.tableName,
    Key: keys.accountState(accountId),
  });
  const set =
    (member: string, value: unknown): Damage =>
    (accountId) =>
      table.documents.send(
        new UpdateCommand({
          ...key(accountId),
          UpdateExpression: 'SET #member = :value',
          ExpressionAttributeNames: { '#member': member },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
  const remove =
    (member: string): Damage =>
    (accountId) =>
      table.documents.send(
        new UpdateCommand({ ...key(accountId), UpdateExpression: `REMOVE ${member}` }),
      );
  const deleteState: Damage = (accountId) =>
    table.documents.send(new DeleteCommand(key(accountId)));
  const putOldState: Damage = (accountId) => {
    const old = buildState({ accountId, version: 1 });
    const Item = { ...keys.accountState(accountId), ...old };
    return table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
  };

  it.each<[string, string, Damage]>([
    ['is gone', 'absent', deleteState],
    ['lacks its balance', 'absent', remove('available')],
    ['lacks its version', 'inconsistent', remove('version')],
    ['has a NULL balance', 'null', set('available', null)],
    ['has a string', 'string', set('available', '70')],
    ['has a fraction', 'fraction', set('available', 70.1)],
    ['has a negative balance', 'negative', set('available', -70)],
    ['has more than its buckets', 'inconsistent', set('available', 71)],
    ['is behind its entries', 'behind its entries', putOldState],
  ])('is restored from its last entry when the state %s', async (_, found, damage) => {
    const accountId = await putAccount(table);
    const benches = createLedgerBenches(table, 4);
    const spent = buildChargeCommand({ accountId, idempotencyKey: 'before', quantity: 30 });
    await createLedgerBenches(table, 1)[0].execute(spent);
    await damage(accountId);

    const answers = await chargeTenTimes(benches, accountId);
    expect(balancesOf(answers)).toEqual([69, 68, 67, 66, 65, 64, 63, 62, 61, 60]);
    expect(repairsIn(benches)).toEqual([
      {
        level: 'warn',
        message: 'balance damaged, restored',
        fields: { accountId, found, restored: 70 },
      },
    ]);
    const { reader, verify } = benches[0];
    const entries = await reader.readEntries(accountId, { order: 'oldest first', after: 2 });
    expect(entries[0]).toMatchObject({ kind: 'adjustment', tokens: 0, reference: { found } });
    expect(entries).toHaveLength(11);
    expect(await verify(accountId)).toMatchObject({ problems: [], balance: 60 });
  });

  it('gives a hold back to a restored balance', async () => {
    const accountId = await putAccount(table);
    const [bench] = createLedgerBenches(table, 1);
    await bench.execute(buildHoldCommand({ accountId }));
    await deleteState(accountId);
    const released = await bench.execute(buildReleaseCommand({ accountId }));
    expect(released).toMatchObject({ releasedTokens: 20, balanceAfter: 100 });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 100 });
  });

  it('goes on in the period that was running, and takes back what that period paid', async () => {
    const accountId = await putAccount(table);
    const [early] = createLedgerBenches(table, 1);
    await early.execute(buildHoldCommand({ accountId }));
    await deleteState(accountId);
    const later = createLedgerBench(table, { now: () => new Date('2026-03-20T00:00:00.000Z') });
    const released = await later.execute(buildReleaseCommand({ accountId }));
    expect(released).toMatchObject({ releasedTokens: 20, balanceAfter: 100 });
    expect(await later.reader.readState(accountId)).toMatchObject({
      state: { period: { anchor: testTime, number: 0 }, plan: 'free' },
    });
    expect(await later.verify(accountId)).toMatchObject({ problems: [], balance: 100 });
  });

  it('loses none of a balance of which nobody knows where it came from', async () => {
    const accountId = await putAccount(table);
    const [early] = createLedgerBenches(table, 1);
    await early.execute(buildGrantCommand({ accountId }));
    await deleteState(accountId);
    const later = createLedgerBench(table, { now: () => new Date('2026-05-20T00:00:00.000Z') });
    const charged = await later.execute(buildChargeCommand({ accountId }));
    // All 600 are there, and the new month's 100.
    expect(charged).toMatchObject({ balanceBefore: 700 });
    expect(await later.verify(accountId)).toMatchObject({ problems: [], balance: 699 });
  });
});
