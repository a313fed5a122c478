import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtempDisposable, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeJwt } from 'jose';
import { expect, it, vi } from 'vitest';
import * as z from 'zod';
import { balanceSchema } from '../../../shared/api/tokens.ts';
import { meSchema } from '../../../shared/api/copilot.ts';
import { createBrowser, signIn } from './browser.ts';
import { isAlive, waitUntil } from './wait-until.ts';

const startScript = fileURLToPath(new URL('../../../infra/local/start.ts', import.meta.url));
/** Each test starts a database or more, which takes long on a busy machine. */
vi.setConfig({ testTimeout: 240_000 });

const readySchema = z.strictObject({
  url: z.url(),
  apiKey: z.string().startsWith('mck_'),
  clientId: z.literal('15'),
  accountId: z.literal('7'),
});

/** `npm start` as a process, with its folders below `path`. */
function start(path: string, environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [startScript], {
    env: { ...process.env, PORT: '0', LOCAL_DIR: path, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const ended = once(child, 'exit');
  const readyPath = join(path, 'ready.json');
  async function ready() {
    const isThere = () => stat(readyPath).then(Boolean, () => false);
    await waitUntil(async () => (await isThere()) || child.exitCode !== null, 'ready.json');
    return readySchema.parse(JSON.parse(await readFile(readyPath, 'utf8')));
  }
  async function stop(signal: NodeJS.Signals = 'SIGTERM') {
    child.kill(signal);
    return ended;
  }
  return {
    child,
    ready,
    readyPath,
    stop,
    ended,
    printed: () => printed,
    /** A test that fails half-way leaves no server behind either. */
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

/** Ids of all processes below this one. */
function listDescendants({ pid }: ChildProcess): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return children
    .filter(Boolean)
    .flatMap((id) => [Number(id), ...listDescendants({ pid: Number(id) } as ChildProcess)]);
}

const getJson = async (url: string, token: string): Promise<unknown> =>
  (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json();

it('npm start serves the API for the key in ready.json, and stops without a trace', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'start-'));
  await using server = start(folder.path, { DATA_DIR: ':memory:' });
  const { url, apiKey } = await server.ready();
  expect((await stat(server.readyPath)).mode & 0o777).toBe(0o600);

  const balance = balanceSchema.parse(await getJson(`${url}/api/tokens/balance`, apiKey));
  expect(balance).toMatchObject({ accountId: '7', available: 100, plan: 'free' });
  expect((await fetch(`${url}/api/tokens/balance`)).status).toBe(401);
  const config = await fetch(`${url}/config.json`);
  expect(config.headers.get('cache-control')).toBe('no-cache');
  expect(await config.json()).toMatchObject({
    oidc: { issuer: `${url}/oidc`, clientId: 'metered-copilot-web' },
  });

  const processes = listDescendants(server.child);
  expect(processes.length).toBeGreaterThan(0);
  expect(await server.stop()).toEqual([0, null]);
  await waitUntil(() => !processes.some(isAlive), 'the end of the database');
  await expect(stat(server.readyPath)).rejects.toThrow('ENOENT');
  await expect(fetch(url)).rejects.toThrow();
});

it('npm start prints how to sign in, and each demo user finds an account of their own', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'start-'));
  await using server = start(folder.path, { DATA_DIR: ':memory:' });
  const { url, apiKey } = await server.ready();
  for (const [email, accountId, clientId] of [
    ['demo@example.com', '7', '15'],
    ['second@example.com', '8', '16'],
  ]) {
    const { access_token } = await signIn(createBrowser(), url, email);
    expect(decodeJwt(access_token).aud).toBe('metered-copilot');
    const me = meSchema.parse(await getJson(`${url}/api/me`, access_token));
    expect(me).toMatchObject({ accountId, email, isAdmin: accountId === '7' });
    expect(me.clients.map((client) => client.clientId)).toEqual([clientId]);
  }
  for (const text of [url, apiKey, 'demo@example.com', 'app.log']) {
    expect(server.printed()).toContain(text);
  }
  expect(await server.stop('SIGINT')).toEqual([0, null]);
});

it('a second start goes on with the data, the key and the sign-ins of the first, even after a kill', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'start-'));
  await using first = start(folder.path);
  const { url, apiKey } = await first.ready();
  const { refresh_token } = await signIn(createBrowser(), url);
  const processes = listDescendants(first.child);
  await first.stop('SIGKILL');
  await waitUntil(() => !processes.some(isAlive), 'the end of the database');
  await expect(stat(join(folder.path, 'data', 'sign-ins.json'))).resolves.toBeDefined();

  await using second = start(folder.path, { PORT: new URL(url).port });
  await waitUntil(() => second.printed().includes('is ready'), 'the second start');
  expect((await second.ready()).apiKey).toBe(apiKey);
  expect(second.printed()).not.toContain('account opened');
  const renewed = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'metered-copilot-web',
      grant_type: 'refresh_token',
      refresh_token,
    }),
  });
  expect(renewed.status).toBe(200);

  await using third = start(folder.path);
  expect(await third.ended).toEqual([1, null]);
  expect(third.printed()).toContain(`in use by process ${second.child.pid}`);
});

it('npm start says in one sentence that its port is taken, and leaves the other server alone', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'start-'));
  await using first = start(folder.path, { DATA_DIR: ':memory:' });
  const { url } = await first.ready();
  const { port } = new URL(url);
  await using second = start(folder.path, { DATA_DIR: ':memory:', PORT: port });
  expect(await second.ended).toEqual([1, null]);
  expect(second.printed()).toContain(`Port ${port} is in use.`);
  expect(second.printed()).not.toContain('    at ');
  expect((await first.ready()).url).toBe(url);
});

it('a stopped npm start stops the server, though the shell between them passes nothing on', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'start-'));
  // What npm does: a shell with the script as its child. The second command keeps it from
  // replacing itself with the first.
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${startScript}"; true`], {
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: ':memory:',
      LOCAL_DIR: folder.path,
      npm_lifecycle_event: 'start',
    },
    stdio: 'ignore',
  });
  const readyPath = join(folder.path, 'ready.json');
  const isReady = () => stat(readyPath).then(Boolean, () => false);
  await waitUntil(isReady, 'ready.json');
  const processes = listDescendants(shell);
  shell.kill('SIGTERM');
  await waitUntil(() => !processes.some(isAlive), 'the end of the server');
  expect(await isReady()).toBe(false);
});
