import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import type { SqlEngine } from '../sql/sql-engine.ts';
import { type Contestant, contestantNames } from './contestant.ts';

const createTables = [
  `CREATE TABLE IF NOT EXISTS account (
    id text PRIMARY KEY, available bigint NOT NULL CHECK (available >= 0),
    used bigint NOT NULL DEFAULT 0, version bigint NOT NULL DEFAULT 0, updated_at timestamptz)`,
  `CREATE TABLE IF NOT EXISTS entry (
    account_id text, sequence bigint, kind text, tokens bigint, balance_after bigint,
    service text, quantity bigint, reference jsonb, actor text, created_at timestamptz,
    PRIMARY KEY (account_id, sequence))`,
];

const insertEntry = `INSERT INTO entry SELECT $1, version, 'charge', -1, available,
  'ai_chat_message', 1, jsonb_build_object('messageId', $2::text), 'system:bench', now()`;

const chargeInOneStatement = `WITH account AS (
    UPDATE account SET available = available - 1, used = used + 1, version = version + 1,
      updated_at = now()
    WHERE id = $1 AND available >= 1 RETURNING available, version)
  ${insertEntry} FROM account RETURNING sequence`;

const lockAccount = 'SELECT available, used, version FROM account WHERE id = $1 FOR UPDATE';
const updateAccount = `UPDATE account
  SET available = $2, used = $3, version = $4, updated_at = now() WHERE id = $1`;
const insertEntryOfAccount = `${insertEntry} FROM account WHERE id = $1`;

const countSchema = z.coerce.number();
const lockedSchema = z.tuple([
  z.object({ available: countSchema, used: countSchema, version: countSchema }),
]);

/** Two usual ways to take a token with SQL. Neither knows idempotency, holds or a hash chain. */
export async function createSqlContestants(
  sql: SqlEngine,
  accountCount: number,
): Promise<Contestant[]> {
  for (const statement of createTables) await sql.query(statement);
  const openAccount = async () => {
    const id = `acc_${randomUUID()}`;
    await sql.query('INSERT INTO account (id, available) VALUES ($1, $2)', [
      id,
      limits.balanceTokens,
    ]);
    return id;
  };
  const openAll = () => Promise.all(Array.from({ length: accountCount }, openAccount));
  const [statementAccounts, lockAccounts] = [await openAll(), await openAll()];

  const chargeByStatement = async (accountId: string) => {
    const { rows } = await sql.query(chargeInOneStatement, [accountId, randomUUID()]);
    if (rows.length !== 1) throw new Error('the statement took no token');
  };
  const chargeByLock = (accountId: string) =>
    sql.transact(async (query) => {
      const [account] = lockedSchema.parse((await query(lockAccount, [accountId])).rows);
      if (account.available < 1) throw new Error('the account is empty');
      const { available, used, version } = account;
      await query(updateAccount, [accountId, available - 1, used + 1, version + 1]);
      await query(insertEntryOfAccount, [accountId, randomUUID()]);
    });

  const engine = sql.name;
  return [
    {
      name: contestantNames.statement,
      engine,
      operation: (index) => chargeByStatement(statementAccounts[index]!),
    },
    {
      name: contestantNames.rowLock,
      engine,
      operation: (index) => chargeByLock(lockAccounts[index]!),
    },
  ];
}
