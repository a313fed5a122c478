import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type AuditAccountsDependencies,
  createAuditAccounts,
} from '../../../functions/operations/audit-accounts.ts';
import { isInSample } from '../../../functions/operations/is-in-sample.ts';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import { createAuditCursorStore } from '../../../functions/store/audit-cursor.ts';
import { accountShard, keys } from '../../../functions/store/keys.ts';
import { createListAccounts } from '../../../functions/store/list-accounts.ts';
import { limits } from '../../../shared/limits.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { buildChargeCommand, testTime } from '../../support/ledger-builders.ts';
import { createLedgerDamage, type LedgerDamage } from '../../support/ledger-damage.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { createRecordingMetrics } from '../../support/recording-metrics.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const longMs = 900_000;
const now = () => new Date(testTime);

let table: TestTable;
let bench: LedgerBench;
let damage: LedgerDamage;
beforeEach(async () => {
  table = await createTestTable();
  bench = createLedgerBench(table);
  damage = createLedgerDamage(table);
});

const charge = (accountId: string, idempotencyKey: string) =>
  bench.execute(buildChargeCommand({ accountId, idempotencyKey }));

/** An account with four entries: its opening and three charges. */
async function openAccount(accountId: string): Promise<string> {
  await createAccountStore(table).createAccount({ accountId });
  for (const key of ['one', 'two', 'three']) await charge(accountId, key);
  return accountId;
}

function createAuditor(overrides: Partial<AuditAccountsDependencies> = {}) {
  const log = createRecordingLog();
  const metrics = createRecordingMetrics();
  /** Accounts whose verification has come to its end. */
  const verified: string[] = [];
  const auditAccounts = createAuditAccounts({
    listAccounts: createListAccounts(table),
    cursors: createAuditCursorStore(table),
    verify: async (accountId) => {
      const verdict = await bench.verify(accountId);
      verified.push(accountId);
      return verdict;
    },
    ledger: bench,
    log,
    metrics,
    now,
    sampleShare: 1,
    ...overrides,
  });
  const audit = (remainingMs = () => longMs) => auditAccounts({ remainingMs });
  return { log, metrics, verified, audit };
}

const frozenOf = async (accountId: string) => {
  const stored = await bench.reader.readState(accountId);
  return stored.kind === 'sound' ? stored.state.frozen?.reason : stored.kind;
};

describe('the auditor', () => {
  it('finds all accounts sound that the ledger alone has written', async () => {
    for (const id of ['a', 'b', 'c']) await openAccount(id);
    await createAccountStore(table).createAccount({ accountId: 'never-used' });
    const { audit, log, verified } = createAuditor();
    const run = { accounts: 4, sound: 4, repaired: 0, drifted: 0, failed: 0, isComplete: true };
    expect(await audit()).toEqual(run);
    expect(verified.toSorted()).toEqual(['a', 'b', 'c', 'never-used']);
    const fields = { ...run, nextShard: null };
    expect(log.lines).toEqual([{ level: 'info', message: 'audit finished', fields }]);
  });

  it.each<[string, (accountId: string) => Promise<unknown>, number | null]>([
    ['an edited amount', (id) => damage.editEntry(id, 2, { tokens: 0 }), 2],
    ['a dropped entry', (id) => damage.dropEntry(id, 2), 3],
    ['another hash', (id) => damage.editEntry(id, 3, { hash: 'x'.repeat(43) }), 3],
    ['no last entry', (id) => damage.dropEntry(id, 4), null],
    ['an entry that is none', (id) => damage.editEntry(id, 3, { tokens: 'one' }), 3],
  ])('freezes an account with %s, and that one alone', async (_, harm, firstWrongSequence) => {
    const [harmed, other] = [await openAccount('harmed'), await openAccount('other')];
    await harm(harmed);
    const { audit, log, metrics } = createAuditor();
    expect(await audit()).toMatchObject({ accounts: 2, sound: 1, drifted: 1, failed: 0 });
    expect(metrics.sumOf('LedgerDrift')).toBe(1);
    expect(log.lines[0]).toMatchObject({
      level: 'error',
      message: 'ledger drift',
      fields: { accountId: harmed, firstWrongSequence, problems: expect.any(Array) },
    });
    expect(await frozenOf(harmed)).toBe('ledger drift');
    await expect(charge(harmed, 'four')).rejects.toMatchObject({ code: 'account_frozen' });
    expect(await charge(other, 'four')).toMatchObject({ balanceAfter: 96 });
  });

  it('freezes an account whose state says more than its entries do', async () => {
    const accountId = await openAccount('harmed');
    const buckets = [{ kind: 'plan', remaining: 999, grantedAt: testTime }];
    await damage.editState(accountId, { available: 999, buckets });
    const { audit, log } = createAuditor();
    expect(await audit()).toMatchObject({ repaired: 0, drifted: 1 });
    const problems = expect.arrayContaining([expect.stringContaining('the state says 999')]);
    expect(log.lines[0]).toMatchObject({ message: 'ledger drift', fields: { problems } });
    expect(await frozenOf(accountId)).toBe('ledger drift');
  });

  it.each([2, 4])('finds it sound again once the original entry %i is back', async (sequence) => {
    const accountId = await openAccount('harmed');
    const entries = await bench.reader.readEntries(accountId, {
      order: 'oldest first',
      after: null,
    });
    await damage.dropEntry(accountId, sequence);
    expect(await createAuditor().audit()).toMatchObject({ drifted: 1 });
    await damage.editEntry(accountId, sequence, entries[sequence - 1]!);
    expect(await createAuditor().audit()).toMatchObject({ sound: 1, drifted: 0 });
  });

  it('reports a drift again each night, until somebody has dealt with it', async () => {
    await damage.editEntry(await openAccount('harmed'), 2, { tokens: 0 });
    await createAuditor().audit();
    const { audit, metrics } = createAuditor();
    expect(await audit()).toMatchObject({ drifted: 1 });
    expect(metrics.sumOf('LedgerDrift')).toBe(1);
    expect(await frozenOf('harmed')).toBe('ledger drift');
  });

  it.each<[string, (accountId: string) => Promise<unknown>]>([
    ['missing', (id) => damage.dropState(id)],
    ['without a balance', (id) => damage.editState(id, { available: null })],
    ['with a balance as a text', (id) => damage.editState(id, { available: '97' })],
  ])('repairs a state that is %s, and does not freeze the account', async (_, harm) => {
    const accountId = await openAccount('harmed');
    await harm(accountId);
    const { audit, log, metrics } = createAuditor();
    expect(await audit()).toMatchObject({ repaired: 1, drifted: 0, failed: 0 });
    expect(metrics.sumOf('AccountsRepaired')).toBe(1);
    expect(metrics.sumOf('LedgerDrift')).toBe(0);
    expect(log.lines[0]).toMatchObject({ level: 'warn', message: 'account repaired' });
    expect(await frozenOf(accountId)).toBeUndefined();
    expect(await charge(accountId, 'four')).toMatchObject({ balanceAfter: 96 });
    expect(await createAuditor().audit()).toMatchObject({ sound: 1, repaired: 0 });
  });

  it('does not act on a finding that is gone at the second look', async () => {
    const accountId = await openAccount('raced');
    let lookCount = 0;
    const { audit, metrics } = createAuditor({
      verify: async (id) => {
        lookCount += 1;
        if (lookCount === 1) await damage.editEntry(accountId, 2, { actor: 'user:eve' });
        const verdict = await bench.verify(id);
        await damage.editEntry(accountId, 2, { actor: 'user:ada' });
        return verdict;
      },
    });
    expect(await audit()).toMatchObject({ sound: 1, drifted: 0 });
    expect(lookCount).toBe(2);
    expect(metrics.sumOf('LedgerDrift')).toBe(0);
    expect(await frozenOf(accountId)).toBeUndefined();
  });

  it('stops when its time is up and goes on from there, until it has seen everybody', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `account-${index}`);
    for (const accountId of ids) await createAccountStore(table).createAccount({ accountId });
    const seen: string[] = [];
    let isComplete = false;
    for (let runCount = 0; runCount < ids.length && !isComplete; runCount++) {
      const auditor = createAuditor();
      // Time ends once something has been verified.
      const run = await auditor.audit(() => (auditor.verified.length > 0 ? 0 : longMs));
      seen.push(...auditor.verified);
      isComplete = run.isComplete;
    }
    expect(isComplete).toBe(true);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('goes on close to where it was killed', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `account-${index}`);
    for (const accountId of ids) await createAccountStore(table).createAccount({ accountId });
    const killed = createAuditor();
    const kill = () => {
      if (killed.verified.length >= 15) throw new Error('the process ends');
      return longMs;
    };
    await expect(killed.audit(kill)).rejects.toThrow('the process ends');
    const next = createAuditor();
    expect(await next.audit()).toMatchObject({ isComplete: true });
    expect(next.verified.length).toBeLessThan(ids.length - 5);
    const seen = new Set([...killed.verified, ...next.verified]);
    expect([...seen].toSorted()).toEqual(ids.toSorted());
  });

  it('starts over after a walk that came to its end', async () => {
    await openAccount('a');
    await createAuditor().audit();
    const { audit, verified } = createAuditor();
    expect(await audit()).toMatchObject({ accounts: 1, isComplete: true });
    expect(verified).toEqual(['a']);
  });

  it('starts over when nobody can read where it stopped', async () => {
    await openAccount('a');
    const Item = { ...keys.auditCursor(), position: 'far' };
    await table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
    expect(await createAuditor().audit()).toMatchObject({ accounts: 1, isComplete: true });
  });

  it('counts an account that it cannot verify, and goes on with the others', async () => {
    for (const id of ['a', 'b']) await openAccount(id);
    const { audit, log, metrics } = createAuditor({
      verify: async (accountId) => {
        if (accountId === 'a') throw new Error('the row is out of reach');
        return bench.verify(accountId);
      },
    });
    expect(await audit()).toMatchObject({ accounts: 2, sound: 1, failed: 1, isComplete: true });
    expect(metrics.sumOf('AccountsNotAudited')).toBe(1);
    const fields = { accountId: 'a', code: 'internal' };
    expect(log.lines[0]).toMatchObject({ message: 'account not audited', fields });
  });

  it('counts a shard that it cannot list, and goes on with the next', async () => {
    for (const id of ['a', 'b']) await openAccount(id);
    const listAccounts = createListAccounts(table);
    const badShard = accountShard('a');
    const { audit, verified } = createAuditor({
      listAccounts: async (position) => {
        if (position.shard === badShard) throw new Error('the shard is out of reach');
        return listAccounts(position);
      },
    });
    expect(await audit()).toMatchObject({ accounts: 1, failed: 1, isComplete: true });
    expect(verified).toEqual(['b']);
  });

  it('fails as a whole when most of it failed', async () => {
    const listAccounts = createListAccounts({ ...table, tableName: 'no-such-table' });
    await expect(createAuditor({ listAccounts }).audit()).rejects.toThrow('could not be audited');
  });

  it('leaves an account whose audit it has no time for to the next run', async () => {
    await openAccount('a');
    const endless = createAuditor({ verify: () => new Promise(() => undefined) });
    const run = await endless.audit(createShrinkingTime(limits.auditReserveMs + 20));
    expect(run).toMatchObject({ accounts: 0, failed: 0, isComplete: false });
    expect(await createAuditor().audit()).toMatchObject({ accounts: 1, sound: 1 });
  });

  it('verifies the accounts of the day when it is told to take a sample', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `account-${index}`);
    for (const accountId of ids) await createAccountStore(table).createAccount({ accountId });
    const { audit, verified } = createAuditor({ sampleShare: 0.5 });
    await audit();
    const sample = ids.filter((id) => isInSample(id, testTime.slice(0, 10), 0.5));
    expect(sample.length).toBeGreaterThan(0);
    expect(verified.toSorted()).toEqual(sample.toSorted());
  });
});

/** Time that passes as real time does, from so little. */
function createShrinkingTime(totalMs: number): () => number {
  const startedAtMs = performance.now();
  return () => totalMs - (performance.now() - startedAtMs);
}
