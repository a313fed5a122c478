import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIssuerStorage } from '../../../infra/local/issuer/issuer-storage.ts';

const makeFolder = () => mkdtempDisposable(join(tmpdir(), 'storage-'));

describe("the issuer's storage", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('forgets an item when its time is over', async () => {
    const codes = createIssuerStorage(undefined)('AuthorizationCode');
    await codes.upsert('c1', { accountId: 'demo' }, 60);
    vi.setSystemTime(Date.now() + 59_000);
    expect(await codes.find('c1')).toEqual({ accountId: 'demo' });
    vi.setSystemTime(Date.now() + 1_000);
    expect(await codes.find('c1')).toBeUndefined();
  });

  it('keeps kinds of item apart and finds a session by its uid', async () => {
    const storage = createIssuerStorage(undefined);
    await storage('Session').upsert('s1', { uid: 'u1' }, 60);
    expect(await storage('Grant').find('s1')).toBeUndefined();
    expect(await storage('Grant').findByUid('u1')).toBeUndefined();
    expect(await storage('Session').findByUid('u1')).toEqual({ uid: 'u1' });
    await storage('Session').destroy('s1');
    expect(await storage('Session').findByUid('u1')).toBeUndefined();
  });

  it('marks a code as used, so that it works once', async () => {
    const codes = createIssuerStorage(undefined)('AuthorizationCode');
    await codes.upsert('c1', {}, 60);
    await codes.consume('c1');
    expect(await codes.find('c1')).toEqual({ consumed: Math.floor(Date.now() / 1000) });
  });

  it('takes back everything that a grant gave', async () => {
    const storage = createIssuerStorage(undefined);
    await storage('RefreshToken').upsert('r1', { grantId: 'g1' }, 60);
    await storage('RefreshToken').upsert('r2', { grantId: 'g2' }, 60);
    await storage('RefreshToken').revokeByGrantId('g1');
    expect(await storage('RefreshToken').find('r1')).toBeUndefined();
    expect(await storage('RefreshToken').find('r2')).toEqual({ grantId: 'g2' });
  });

  it('drops the oldest items above 5000', async () => {
    const codes = createIssuerStorage(undefined)('AuthorizationCode');
    for (let index = 0; index <= 5_000; index++) await codes.upsert(`c${index}`, {}, 60);
    expect(await codes.find('c0')).toBeUndefined();
    expect(await codes.find('c1')).toEqual({});
    expect(await codes.find('c5000')).toEqual({});
  });

  it('writes down who is signed in, but no code', async () => {
    await using folder = await makeFolder();
    const path = join(folder.path, 'sign-ins.json');
    const storage = createIssuerStorage(path);
    await storage('Session').upsert('s1', { uid: 'u1' }, 60);
    await storage('AuthorizationCode').upsert('c1', {}, 60);
    await storage('Grant').upsert('g1', {}, 60);
    const again = createIssuerStorage(path);
    expect(await again('Session').findByUid('u1')).toEqual({ uid: 'u1' });
    expect(await readFile(path, 'utf8')).not.toContain('AuthorizationCode');
  });

  it('starts empty when its file is damaged', async () => {
    await using folder = await makeFolder();
    const path = join(folder.path, 'sign-ins.json');
    await writeFile(path, '[["Session:s1", {"payload": 1}]]');
    expect(await createIssuerStorage(path)('Session').find('s1')).toBeUndefined();
  });
});
