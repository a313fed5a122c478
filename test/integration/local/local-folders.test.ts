import { mkdtempDisposable, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../../../infra/local/listen.ts';
import { readLocalOptions } from '../../../infra/local/local-options.ts';
import { loadLocalSecrets } from '../../../infra/local/local-secrets.ts';
import { lockFolder } from '../../../infra/local/lock-folder.ts';
import { StartRefusal } from '../../../infra/local/start-refusal.ts';

const makeFolder = () => mkdtempDisposable(join(tmpdir(), 'local-'));

describe('the secrets of an installation', () => {
  it('are made once and read back', async () => {
    await using folder = await makeFolder();
    const first = await loadLocalSecrets(folder.path);
    expect(await loadLocalSecrets(folder.path)).toEqual(first);
    expect(first.apiKey).toMatch(/^mck_[\w-]{43}$/);
  });

  it('can be read by their owner only', async () => {
    await using folder = await makeFolder();
    await loadLocalSecrets(folder.path);
    expect((await stat(join(folder.path, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('differ between installations, and are forgotten in memory', async () => {
    const first = await loadLocalSecrets(':memory:');
    const second = await loadLocalSecrets(':memory:');
    expect(first.apiKey).not.toBe(second.apiKey);
    expect(first.signingKey.d).not.toBe(second.signingKey.d);
  });

  it('of a version that kept neither credentials nor pictures get keys for them, and stay as they were', async () => {
    await using folder = await makeFolder();
    const path = join(folder.path, 'secrets.json');
    const {
      cipherKey: _added,
      mediaKey: _alsoAdded,
      ...earlier
    } = await loadLocalSecrets(':memory:');
    await writeFile(path, JSON.stringify(earlier));
    const loaded = await loadLocalSecrets(folder.path);
    const key = expect.stringMatching(/^[\w-]{43}$/);
    expect(loaded).toEqual({ ...earlier, cipherKey: key, mediaKey: key });
    expect(await loadLocalSecrets(folder.path)).toEqual(loaded);
  });

  it('are not replaced when their file is damaged', async () => {
    await using folder = await makeFolder();
    const path = join(folder.path, 'secrets.json');
    await writeFile(path, '{"apiKey":"mck_1"}');
    await expect(loadLocalSecrets(folder.path)).rejects.toThrow('approvalSecret');
    expect(await readFile(path, 'utf8')).toBe('{"apiKey":"mck_1"}');
  });
});

describe('a data folder', () => {
  /** A process that runs, other than this one, and a port that answers. */
  async function pretendOwner(path: string, processId: number) {
    const server = createServer();
    const port = await listen(server, 0, '127.0.0.1');
    await writeFile(join(path, 'server.json'), JSON.stringify({ processId, port }));
    return server;
  }

  it('serves one server at a time', async () => {
    await using folder = await makeFolder();
    const server = await pretendOwner(folder.path, process.ppid);
    await expect(lockFolder(folder.path, 4000)).rejects.toThrow(StartRefusal);
    await expect(lockFolder(folder.path, 4000)).rejects.toThrow(`process ${process.ppid}`);
    server.close();
  });

  it('is free again once its server ended, however it ended', async () => {
    await using folder = await makeFolder();
    const server = await pretendOwner(folder.path, process.ppid);
    await new Promise((resolve) => server.close(resolve));
    const unlock = await lockFolder(folder.path, 4000);
    expect(JSON.parse(await readFile(join(folder.path, 'server.json'), 'utf8'))).toEqual({
      processId: process.pid,
      port: 4000,
    });
    unlock();
    await expect(stat(join(folder.path, 'server.json'))).rejects.toThrow('ENOENT');
  });
});

describe('the environment of npm start', () => {
  it('has a default for everything, below the project folder, on loopback', () => {
    const options = readLocalOptions({});
    expect(options).toMatchObject({ port: 4000, host: '127.0.0.1' });
    expect(options.dataDir).toBe(join(options.localDir, 'data'));
    expect(options.localDir).toMatch(/\.local$/);
  });

  it('keeps the data with the other files when only LOCAL_DIR is given', () => {
    expect(readLocalOptions({ LOCAL_DIR: '/a' }).dataDir).toBe(join('/a', 'data'));
  });

  it('can keep nothing', () => {
    expect(readLocalOptions({ DATA_DIR: ':memory:' }).dataDir).toBe(':memory:');
  });

  it.each(['abc', '70000', '-1', '1.5'])('refuses PORT=%s by name', (PORT) => {
    expect(() => readLocalOptions({ PORT })).toThrow('PORT');
  });
});
