import { execFile } from 'node:child_process';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { buildChargeCommand } from '../../support/ledger-builders.ts';
import { createLedgerDamage, type LedgerDamage } from '../../support/ledger-damage.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const script = fileURLToPath(new URL('../../../functions/commands/audit.ts', import.meta.url));
const timeoutMs = 60_000;

let table: TestTable;
let bench: LedgerBench;
let damage: LedgerDamage;
beforeEach(async () => {
  table = await createTestTable();
  bench = createLedgerBench(table);
  damage = createLedgerDamage(table);
});

interface Ended {
  readonly code: unknown;
  readonly output: string;
  readonly complaint: string;
}

/** The command as a process of its own, told nothing but what `environment` says. */
function runCommand(
  commandArguments: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], LOCAL_DIR: '/no/such/folder', ...environment };
    const options = { env, timeout: timeoutMs };
    execFile(process.execPath, [script, ...commandArguments], options, (error, output, complaint) =>
      resolve({ code: error === null ? 0 : error.code, output, complaint }),
    );
  });
}

const environmentOf = ({ tableName, endpoint }: TestTable) => ({
  TABLE_NAME: tableName,
  AWS_REGION: 'us-east-1',
  DYNAMODB_ENDPOINT: endpoint,
});
const audit = (...commandArguments: string[]) => runCommand(commandArguments, environmentOf(table));

/** An account with two entries and 99 tokens. */
async function openAccount(accountId: string): Promise<void> {
  await createAccountStore(table).createAccount({ accountId });
  await bench.execute(buildChargeCommand({ accountId }));
}

const documentSchema = z.strictObject({
  accounts: z.array(
    z.strictObject({
      accountId: z.string(),
      verdict: z.enum(['sound', 'damaged', 'drift', 'unknown']),
      entryCount: z.int(),
      balance: z.int(),
      firstWrongSequence: z.int().nullable(),
      problems: z.array(z.string()),
      action: z.enum(['frozen', 'unfrozen']).nullable(),
    }),
  ),
  summary: z.strictObject({
    accounts: z.int(),
    sound: z.int(),
    damaged: z.int(),
    drift: z.int(),
    unknown: z.int(),
  }),
});
const readDocument = (output: string) => documentSchema.parse(JSON.parse(output));

const isFrozen = async (accountId: string) => {
  const stored = await bench.reader.readState(accountId);
  return stored.kind === 'sound' && stored.state.frozen !== undefined;
};

describe('the audit command', { timeout: timeoutMs }, () => {
  it('prints a row for each account and exits with 0 when all are sound', async () => {
    for (const id of ['7', '8']) await openAccount(id);
    const { code, output, complaint } = await audit();
    const lines = output.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^account +entries +balance +verdict$/);
    expect(lines.slice(1, 3).toSorted()).toEqual([
      expect.stringMatching(/^7 +2 +99 +sound$/),
      expect.stringMatching(/^8 +2 +99 +sound$/),
    ]);
    expect(lines.slice(3)).toEqual(['2 accounts, 2 sound']);
    expect([code, complaint]).toEqual([0, '']);
  });

  it('names the first wrong entry, exits with 1 and writes nothing', async () => {
    for (const id of ['7', '8']) await openAccount(id);
    await damage.editEntry('8', 2, { tokens: 0 });
    const { code, output } = await audit('--all');
    expect(output).toMatch(/\n8 +2 +\d+ +drift\n {4}first wrong entry: 2\n {4}entry 2: /);
    expect(output).toMatch(/\n2 accounts, 1 sound, 1 with drift\n$/);
    expect(code).toBe(1);
    expect(await isFrozen('8')).toBe(false);
    expect(await bench.reader.readLastEntry('7')).toMatchObject({ sequence: 2 });
  });

  it('calls a state that its entries can restore damaged, and leaves it as it is', async () => {
    await openAccount('7');
    await damage.dropState('7');
    const { code, output } = await audit();
    expect(output).toMatch(/\n7 +2 +99 +damaged\n/);
    expect(code).toBe(1);
    expect(await bench.reader.readState('7')).toEqual({ kind: 'absent' });
  });

  it('freezes what has drifted when it is told to, and nothing else', async () => {
    for (const id of ['7', '8']) await openAccount(id);
    await damage.editEntry('8', 2, { hash: 'x'.repeat(43) });
    const { code, output } = await audit('--freeze');
    expect(output).toMatch(/\n8 +2 +99 +drift, frozen\n/);
    expect(code).toBe(1);
    expect([await isFrozen('7'), await isFrozen('8')]).toEqual([false, true]);
    const charge = buildChargeCommand({ accountId: '8', idempotencyKey: 'another' });
    await expect(bench.execute(charge)).rejects.toMatchObject({ code: 'account_frozen' });
  });

  it('unfreezes an account once it is sound, and not before', async () => {
    await openAccount('7');
    await damage.editEntry('7', 2, { actor: 'user:eve' });
    await audit('--freeze');
    const unfreeze = () => audit('--unfreeze', '--account', '7');
    expect(await unfreeze()).toMatchObject({
      code: 1,
      output: expect.not.stringMatching('unfrozen'),
    });
    expect(await isFrozen('7')).toBe(true);

    await damage.editEntry('7', 2, { actor: 'user:ada' });
    expect(await unfreeze()).toMatchObject({ code: 0, output: expect.stringMatching('unfrozen') });
    expect(await isFrozen('7')).toBe(false);
    expect(await unfreeze()).toMatchObject({
      code: 0,
      output: expect.not.stringMatching('unfrozen'),
    });
  });

  it('verifies only the accounts that it is given', async () => {
    for (const id of ['7', '8', '9']) await openAccount(id);
    await damage.editEntry('8', 2, { tokens: 0 });
    const { code, output } = await audit('--account', '7', '--account', '9');
    expect(output).toMatch(/\n2 accounts, 2 sound\n$/);
    expect(output).not.toMatch(/^8 /m);
    expect(code).toBe(0);
  });

  it('says that there is no such account, and exits with 2', async () => {
    const { code, output } = await audit('--account', 'nobody');
    expect(output).toMatch(/^nobody .*unknown\n {4}there is no such account$/m);
    expect(code).toBe(2);
  });

  it('prints one JSON document', async () => {
    for (const id of ['7', '8']) await openAccount(id);
    await damage.dropEntry('8', 1);
    const { code, output, complaint } = await audit('--json', '--freeze');
    const { accounts, summary } = readDocument(output);
    expect(accounts.find(({ accountId }) => accountId === '7')).toEqual({
      accountId: '7',
      verdict: 'sound',
      entryCount: 2,
      balance: 99,
      firstWrongSequence: null,
      problems: [],
      action: null,
    });
    expect(accounts.find(({ accountId }) => accountId === '8')).toMatchObject({
      verdict: 'drift',
      firstWrongSequence: 2,
      action: 'frozen',
    });
    expect(summary).toEqual({ accounts: 2, sound: 1, damaged: 0, drift: 1, unknown: 0 });
    expect(code).toBe(1);
    for (const line of complaint.trim().split('\n').filter(Boolean)) JSON.parse(line);
  });

  it('finds an empty table sound', async () => {
    const { code, output } = await audit('--json');
    expect(readDocument(output)).toMatchObject({ accounts: [], summary: { accounts: 0 } });
    expect(code).toBe(0);
  });

  it('explains itself when asked to, without a database', async () => {
    const { code, output } = await runCommand(['--help'], {});
    expect(output).toContain('npm run audit');
    expect(output).toContain('Exit code: 0');
    expect(code).toBe(0);
  });

  it('says what is wrong with its arguments, and exits with 2', async () => {
    const { code, output, complaint } = await audit('--fix');
    expect(complaint).toContain('--fix');
    expect(complaint).toContain('--account ID');
    expect([code, output]).toEqual([2, '']);
  });

  it('uses the product that runs on this machine, when no table is named', async () => {
    await openAccount('7');
    await using folder = await mkdtempDisposable(join(tmpdir(), 'audit-'));
    const lines = Object.entries(environmentOf(table)).map(([name, value]) => `${name}=${value}`);
    await writeFile(join(folder.path, 'environment'), lines.join('\n'));
    const { code, output } = await runCommand([], { LOCAL_DIR: folder.path });
    expect(output).toMatch(/\n1 account, 1 sound\n$/);
    expect(code).toBe(0);
  });

  it('leaves that product alone when a table is named', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'audit-'));
    const { endpoint, tableName } = table;
    await writeFile(join(folder.path, 'environment'), `DYNAMODB_ENDPOINT=${endpoint}\n`);
    // As on AWS, but for its address, where nobody answers.
    const { code, complaint } = await runCommand([], {
      LOCAL_DIR: folder.path,
      TABLE_NAME: tableName,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    expect(complaint).toContain(`The table ${tableName} cannot be read`);
    expect(complaint).not.toContain('npm start');
    expect(code).toBe(2);
  });

  it('says how to start the product when none runs, and exits with 2', async () => {
    const { code, complaint } = await runCommand([], {});
    expect(complaint).toContain('Start it with npm start');
    expect(code).toBe(2);
  });

  it('says so when the database does not answer, and exits with 2', async () => {
    const environment = { ...environmentOf(table), DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' };
    const { code, output, complaint } = await runCommand(['--json'], environment);
    expect(complaint).toContain('http://127.0.0.1:9 does not answer');
    expect(complaint).toContain('npm start');
    expect([code, output]).toEqual([2, '']);
  });

  it('says so when the table does not exist, and exits with 2', async () => {
    const environment = { ...environmentOf(table), TABLE_NAME: 'no-such-table' };
    const { code, complaint } = await runCommand(['--account', '7'], environment);
    expect(complaint).toContain('The table no-such-table cannot be read');
    expect(complaint).toContain('ResourceNotFoundException');
    expect(code).toBe(2);
  });
});
