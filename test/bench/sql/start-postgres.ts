import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'pg';
import * as z from 'zod';
import { findFreePort } from '../../../infra/local/find-free-port.ts';
import { runCommand } from '../../../infra/local/run-command.ts';
import { spawnBound } from '../../../infra/local/spawn-bound.ts';
import type { Query, SqlEngine } from './sql-engine.ts';

const userName = 'bench';
/** PostgreSQL refuses to run as root, so root lends it the user that owns nothing. */
const nobodyId = 65_534;
const initTimeoutMs = 60_000;
const startDeadlineMs = 30_000;
const pollMs = 100;

/**
 * Starts PostgreSQL on a new folder with its default settings, so with every commit on disk
 * before it is answered. Statements are prepared once for each connection.
 *
 * @param binFolder with `initdb` and `postgres`
 * @param connectionCount how many statements it can carry out at once
 * @throws Error when it does not start
 */
export async function startPostgres(
  binFolder: string,
  connectionCount: number,
): Promise<SqlEngine> {
  await using cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'bench-postgres-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  await prepareFolder(binFolder, folder);
  const port = await findFreePort();
  cleanup.defer(await startServer(binFolder, folder, port));
  const server = { host: '127.0.0.1', port, user: userName, database: 'postgres' };
  const pool = new Pool({ ...server, max: connectionCount });
  pool.on('error', () => {});
  cleanup.defer(() => pool.end());
  await waitUntilReady(pool);
  const version = await readVersion(pool);
  const running = cleanup.move();
  return {
    name: `PostgreSQL ${version}, on disk, fsync`,
    server,
    query: (text, values = []) => pool.query({ ...statementOf(text), values: [...values] }),
    transact: (run) => transact(pool, run),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** The command as this user, or as nobody when this user is root. */
function asOrdinaryUser(command: string, commandArguments: readonly string[]) {
  const nobody = [`--reuid=${nobodyId}`, `--regid=${nobodyId}`, '--clear-groups'];
  return isRoot()
    ? { command: 'setpriv', arguments: [...nobody, command, ...commandArguments] }
    : { command, arguments: commandArguments };
}

async function prepareFolder(binFolder: string, folder: string): Promise<void> {
  if (isRoot()) await chown(folder, nobodyId, nobodyId);
  const options = ['-D', folder, '-U', userName, '-A', 'trust', '-E', 'UTF8', '--locale=C'];
  const init = asOrdinaryUser(join(binFolder, 'initdb'), options);
  const { isSuccess, output } = await runCommand(init.command, init.arguments, initTimeoutMs);
  if (!isSuccess) throw new Error(`initdb failed: ${output}`);
}

/** @returns what stops it */
async function startServer(binFolder: string, folder: string, port: number) {
  const options = ['-D', folder, '-p', String(port), '-h', '127.0.0.1', '-k', folder];
  const server = asOrdinaryUser(join(binFolder, 'postgres'), options);
  const child = spawnBound(server.command, server.arguments, folder);
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
}

async function waitUntilReady(pool: Pool): Promise<void> {
  const deadline = Date.now() + startDeadlineMs;
  while (!(await isReady(pool))) {
    if (Date.now() > deadline) throw new Error('PostgreSQL did not answer in time.');
    await wait(pollMs);
  }
}

const isReady = (pool: Pool): Promise<boolean> =>
  pool.query('SELECT 1').then(
    () => true,
    () => false,
  );

async function readVersion(pool: Pool): Promise<string> {
  const { rows } = await pool.query('SHOW server_version');
  return z
    .tuple([z.object({ server_version: z.string() })])
    .parse(rows)[0]
    .server_version.split(' ')[0]!;
}

/** Under a name a statement is parsed and planned once for each connection. */
const statementOf = (text: string) => ({
  text,
  name: createHash('sha256').update(text).digest('hex').slice(0, 16),
});

async function transact<Result>(
  pool: Pool,
  run: (query: Query) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  const query: Query = (text, values = []) =>
    client.query({ ...statementOf(text), values: [...values] });
  try {
    await query('BEGIN');
    const result = await run(query);
    await query('COMMIT');
    return result;
  } catch (error) {
    await query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
