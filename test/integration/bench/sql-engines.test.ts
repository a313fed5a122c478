import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createSqlContestants } from '../../bench/contestants/sql-contestants.ts';
import { findPostgres } from '../../bench/sql/find-postgres.ts';
import { openPglite } from '../../bench/sql/open-pglite.ts';
import type { SqlEngine } from '../../bench/sql/sql-engine.ts';
import { startPostgres } from '../../bench/sql/start-postgres.ts';

const startTimeoutMs = 120_000;
const binFolder = findPostgres(process.env);
const pglite = await openPglite();

describe('finding PostgreSQL', () => {
  it('takes a folder of the path that has both programs', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'find-postgres-'));
    const [half, whole] = [join(folder.path, 'half'), join(folder.path, 'whole')];
    await mkdir(half);
    await mkdir(whole);
    for (const file of [join(half, 'postgres'), join(whole, 'postgres'), join(whole, 'initdb')]) {
      await writeFile(file, '');
      await chmod(file, 0o755);
    }
    const found = findPostgres({ PATH: `${half}:${whole}` });
    // A packaged PostgreSQL goes first, where there is one.
    expect(found === whole || found?.startsWith('/usr/lib/postgresql/')).toBe(true);
  });
});

/** Takes tokens in both ways at once, and reads what that left behind. */
async function spendOnBoth(sql: SqlEngine) {
  const contestants = await createSqlContestants(sql, 1);
  for (const { operation } of contestants) {
    await Promise.all(Array.from({ length: 20 }, () => operation(0)));
  }
  const { rows } = await sql.query(`SELECT used::int, version::int, count(sequence)::int AS entries,
    max(balance_after)::text AS highest, (max(available) = min(balance_after)) AS "isInStep"
    FROM account JOIN entry ON entry.account_id = account.id GROUP BY id, used, version`);
  return rows;
}

const readSettings = `SELECT current_setting('fsync') AS fsync,
  current_setting('synchronous_commit') AS commits, current_setting('data_directory') AS folder`;
const settingsSchema = z.tuple([
  z.object({ fsync: z.string(), commits: z.string(), folder: z.string() }),
]);

const afterTwentyCharges = {
  used: 20,
  version: 20,
  entries: 20,
  highest: '999999999999',
  isInStep: true,
};

describe.skipIf(binFolder === null)('PostgreSQL as the bench starts it', () => {
  it(
    'takes each token once in both ways, keeps commits on disk, and leaves nothing behind',
    async () => {
      let folder: string;
      {
        await using sql = await startPostgres(binFolder ?? '', 8);
        expect(sql.name).toMatch(/^PostgreSQL \d+/);
        expect(await spendOnBoth(sql)).toEqual([afterTwentyCharges, afterTwentyCharges]);
        const settings = settingsSchema.parse((await sql.query(readSettings)).rows);
        expect(settings[0]).toMatchObject({ fsync: 'on', commits: 'on' });
        folder = settings[0].folder;
        expect(existsSync(folder)).toBe(true);
      }
      expect(existsSync(folder)).toBe(false);
    },
    startTimeoutMs,
  );

  it(
    'takes nothing when the transaction fails half-way',
    async () => {
      await using sql = await startPostgres(binFolder ?? '', 1);
      await sql.query('CREATE TABLE token (id int)');
      const failing = sql.transact(async (query) => {
        await query('INSERT INTO token VALUES (1)');
        throw new Error('as planned');
      });
      await expect(failing).rejects.toThrow('as planned');
      expect(await sql.query('SELECT * FROM token')).toMatchObject({ rows: [] });
    },
    startTimeoutMs,
  );
});

describe.skipIf(pglite === null)('PGlite, where it is installed', () => {
  it('takes each token once in both ways', async () => {
    await using sql = pglite!;
    expect(await spendOnBoth(sql)).toEqual([afterTwentyCharges, afterTwentyCharges]);
  });
});
