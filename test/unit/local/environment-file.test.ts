import { existsSync, statSync } from 'node:fs';
import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { writeEnvironmentFile } from '../../../infra/local/environment-file.ts';

const environment = {
  TABLE_NAME: 'metered-copilot',
  AWS_REGION: 'us-east-1',
  DYNAMODB_ENDPOINT: 'http://127.0.0.1:8123',
  APPROVAL_SECRET: 'a secret',
};

it('the environment file names the table and no secret, for its owner alone', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'environment-'));
  const remove = writeEnvironmentFile(folder.path, environment);
  const path = join(folder.path, 'environment');
  const { APPROVAL_SECRET: _, ...shared } = environment;
  expect(parseEnv(await readFile(path, 'utf8'))).toEqual(shared);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  remove();
  expect(existsSync(path)).toBe(false);
});

it('taking the environment file away twice is no error', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'environment-'));
  const remove = writeEnvironmentFile(folder.path, environment);
  remove();
  expect(remove).not.toThrow();
});
