import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { chargeIdOf, commandKeyHashOf } from '../../../functions/ledger/account/charge-record.ts';
import { entrySchema, sealEntry } from '../../../functions/ledger/account/entry.ts';
import { keys } from '../../../functions/store/keys.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import {
  buildCaptureCommand,
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

type Key = { pk: string; sk: string };
type Item = Record<string, unknown>;

let table: TestTable;
let bench: LedgerBench;
beforeAll(async () => {
  table = await createTestTable();
  bench = createLedgerBench(table);
});

/** Entries: 1 opening, 2 charge, 3 hold of 20, 4 release of 10, 5 charge, 6 grant, 7 open hold. */
async function buildHistory(): Promise<string> {
  const accountId = await putAccount(table);
  const commands = [
    buildChargeCommand(),
    buildHoldCommand(),
    buildCaptureCommand({ quantity: 50 }),
    buildChargeCommand({ idempotencyKey: 'second' }),
    buildGrantCommand(),
    buildHoldCommand({ idempotencyKey: 'open' }),
  ];
  for (const command of commands) await bench.execute({ ...command, accountId });
  return accountId;
}

const get = async (Key: Key): Promise<Item> => {
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.tableName, Key }));
  return Item ?? {};
};
const put = (Item: Item) =>
  table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
const remove = (Key: Key) =>
  table.documents.send(new DeleteCommand({ TableName: table.tableName, Key }));

type Damage = (accountId: string) => Promise<unknown>;
const edit =
  (keyOf: (accountId: string) => Key, change: Item): Damage =>
  async (accountId) =>
    put({ ...(await get(keyOf(accountId))), ...change });
const entry = (sequence: number) => (accountId: string) => keys.entry(accountId, sequence);
const grantRecord = (accountId: string) =>
  keys.commandRecord(accountId, commandKeyHashOf('grant', 'grant-key'));
const charge = (key: string) => (accountId: string) => keys.charge(accountId, chargeIdOf(key));
const editEntry = (sequence: number, change: Item) => edit(entry(sequence), change);
const editState = (change: Item) => edit(keys.accountState, change);
const editCharge = (key: string, change: Item) => edit(charge(key), change);

/** The same sum in other buckets. */
const editBuckets = (kind: string, moved = 0) =>
  editState({
    buckets: [
      { kind, remaining: 68 - moved, grantedAt: testTime },
      { kind: 'purchase', remaining: 500 + moved, grantedAt: testTime },
    ],
  });

/** An edit by somebody who knows how entries are sealed. */
const sealAnew =
  (sequence: number, change: Item): Damage =>
  async (accountId) => {
    const item = await get(keys.entry(accountId, sequence));
    await put({ ...item, ...sealEntry(entrySchema.parse({ ...item, ...change })) });
  };
const swap =
  (one: number, other: number): Damage =>
  async (accountId) => {
    const [left, right] = [keys.entry(accountId, one), keys.entry(accountId, other)];
    const [first, second] = [await get(left), await get(right)];
    await put({ ...second, ...left });
    await put({ ...first, ...right });
  };
const append: Damage = async (accountId) => {
  const last = entrySchema.parse(await get(keys.entry(accountId, 7)));
  const forged = sealEntry({
    ...last,
    sequence: 8,
    kind: 'grant',
    tokens: 1_000,
    balanceAfter: last.balanceAfter + 1_000,
    chargeId: undefined,
    bucket: { kind: 'purchase' },
    previousHash: last.hash,
  });
  await put({ ...keys.entry(accountId, 8), ...forged });
};

describe('the audit', () => {
  it('finds nothing wrong with what the ledger wrote', async () => {
    const accountId = await buildHistory();
    expect(await bench.verify(accountId)).toEqual({
      accountId,
      isSound: true,
      damage: 'none',
      entryCount: 7,
      balance: 568,
      firstWrongSequence: null,
      problems: [],
      proven: {
        version: 7,
        lastHash: expect.any(String),
        buckets: [
          { kind: 'plan', remaining: 68, grantedAt: testTime },
          { kind: 'purchase', remaining: 500, grantedAt: testTime },
        ],
        usedThisPeriod: 32,
      },
    });
  });

  it('finds nothing wrong with an account that was never used', async () => {
    const accountId = await putAccount(table);
    expect(await bench.verify(accountId)).toMatchObject({ isSound: true, entryCount: 0 });
  });

  it.each<[string, Damage, number | null, string]>([
    ['edited tokens', editEntry(2, { tokens: -2 }), 2, 'was changed after it was written'],
    ['edited tokens', editEntry(2, { tokens: -2 }), 2, 'the entries add up to 98'],
    ['an edited actor', editEntry(5, { actor: 'user:eve' }), 5, 'was changed after'],
    ['an edited hash', editEntry(2, { hash: 'x' }), 2, 'was changed after it was written'],
    ['an entry sealed anew', sealAnew(2, { actor: 'user:eve' }), 3, 'the hash before it'],
    ['the last one sealed anew', sealAnew(7, { actor: 'me' }), 7, 'carries another hash'],
    ['a wrong sign', sealAnew(6, { tokens: -500, balanceAfter: 0 }), 6, 'has the wrong sign'],
    ['no first entry', (id) => remove(keys.entry(id, 1)), 2, 'stands where 1 belongs'],
    ['a dropped entry', (id) => remove(keys.entry(id, 5)), 6, 'stands where 5 belongs'],
    ['no last entry', (id) => remove(keys.entry(id, 7)), null, 'counts 7 entries, there are 6'],
    ['swapped entries', swap(2, 5), 5, 'entry 5: stands where 2 belongs'],
    ['a last entry in an earlier place', editEntry(7, { sequence: 1 }), 1, 'where 7 belongs'],
    ['tokens as a text', editEntry(3, { tokens: '20' }), 3, 'entry 3: cannot be read: tokens'],
    ['a charge as no charge', editCharge('hold-key', { slices: 'x' }), 3, 'charge cannot be read'],
    ['a forged entry at the end', append, null, 'counts 7 entries, there are 8'],
    [
      'a richer state',
      editState({
        available: 999,
        buckets: [{ kind: 'plan', remaining: 999, grantedAt: testTime }],
      }),
      7,
      'the state says 999, the entries add up to 568',
    ],
    ['an edited balance', editState({ available: 999 }), null, 'state is damaged: inconsistent'],
    ['a raised version', editState({ version: 9 }), null, 'counts 9 entries, there are 7'],
    ['a lowered version', editState({ version: 6 }), 6, 'the state says 568'],
    ['no state', (id) => remove(keys.accountState(id)), null, 'the state is missing'],
    ['no release entry', (id) => remove(keys.entry(id, 4)), 5, 'its last entry is missing'],
    ['a charge that took more', editCharge('hold-key', { tokens: 30 }), 3, 'its charge took 30'],
    [
      'a charge of another entry',
      editCharge('charge-key', { sequence: 5 }),
      2,
      'does not know of it',
    ],
    ['no charge', (id) => remove(charge('charge-key')(id)), 2, 'has no charge behind it'],
    [
      'a hold opened again',
      editCharge('hold-key', { status: 'open' }),
      4,
      'came to -20, the entries to -10',
    ],
    [
      'a release without an entry',
      editCharge('open', { status: 'released', capturedTokens: 0 }),
      7,
      'its charge came to 0, the entries to -20',
    ],
    [
      'a charge refunded without an entry',
      editCharge('charge-key', { refundedTokens: 1 }),
      2,
      'its charge came to 0, the entries to -1',
    ],
    [
      'a charge that names a later entry as its last',
      editCharge('charge-key', { lastSequence: 9 }),
      null,
      'its last entry is missing',
    ],
    [
      'a capture of more than was kept',
      editCharge('hold-key', { capturedTokens: 20 }),
      4,
      'its charge came to -20, the entries to -10',
    ],
    ['no key record', (id) => remove(grantRecord(id)), 6, 'has no record of its key'],
    ['a key of another entry', edit(grantRecord, { sequence: 2 }), 6, 'its key names entry 2'],
    ['a key of no entry', edit(grantRecord, { sequence: null }), 6, 'its key names entry null'],
    [
      'a key as no record',
      edit(grantRecord, { answer: 'x' }),
      6,
      'the record of its key cannot be read',
    ],
    ['a bucket of another kind', editBuckets('promo'), 7, 'the buckets are'],
    ['tokens moved between buckets', editBuckets('plan', 1), 7, 'the entries say plan 68'],
    ['less use than there was', editState({ usedThisPeriod: 0 }), 7, '0 used this period'],
    ['another hash in the state', editState({ lastHash: 'x' }), 7, 'carries another hash'],
    [
      'a grant into another bucket',
      sealAnew(6, { bucket: { kind: 'promo' } }),
      7,
      'does not carry the hash before it',
    ],
    ['a grant into no bucket', sealAnew(6, { bucket: undefined }), 6, 'names no bucket'],
    [
      'an expiry of what was not there',
      sealAnew(5, { kind: 'expiry', bucket: { kind: 'promo' }, chargeId: undefined }),
      5,
      'buckets hold 0 of 1',
    ],
  ])('finds %s', async (_, damage, firstWrongSequence, problem) => {
    const accountId = await buildHistory();
    await damage(accountId);
    const verdict = await bench.verify(accountId);
    expect(verdict).toMatchObject({ isSound: false, firstWrongSequence });
    expect(verdict.problems.join('\n')).toContain(problem);
  });

  it('walks more entries than one page holds', async () => {
    const accountId = await putAccount(table);
    await bench.execute(buildGrantCommand({ accountId }));
    for (let index = 0; index < 103; index++) {
      await bench.execute(buildChargeCommand({ accountId, idempotencyKey: `message ${index}` }));
    }
    expect(await bench.verify(accountId)).toMatchObject({ isSound: true, entryCount: 105 });
    await editEntry(104, { tokens: -2 })(accountId);
    expect(await bench.verify(accountId)).toMatchObject({ firstWrongSequence: 104 });
  });
});
