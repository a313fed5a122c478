import { mkdtempDisposable, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, it, vi } from 'vitest';
import { openAppLog } from '../../../infra/local/app-log.ts';
import { captureConsole } from '../../../infra/local/capture-console.ts';
import { describeLogRecord, type LogRecord } from '../../../infra/local/describe-log-record.ts';

async function openTestLog(startBytes = 0) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'log-'));
  const path = join(folder.path, 'app.log');
  if (startBytes > 0) await writeFile(path, 'x'.repeat(startBytes));
  const shown: string[] = [];
  const log = openAppLog(path, (line) => shown.push(line));
  return { path, shown, log, [Symbol.asyncDispose]: () => folder.remove() };
}

const readLines = async (path: string) =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe('the log of one machine', () => {
  it('holds one JSON line per message', async () => {
    await using test = await openTestLog();
    test.log.info('tokens deducted', { accountId: '7', tokens: 1 });
    test.log.error('function failed');
    expect(await readLines(test.path)).toEqual([
      expect.objectContaining({ level: 'INFO', message: 'tokens deducted', accountId: '7' }),
      expect.objectContaining({ level: 'ERROR', message: 'function failed' }),
    ]);
    expect(test.shown).toHaveLength(2);
  });

  it('starts a new file at 10 MB and keeps the one before', async () => {
    const limitBytes = 10 * 1024 * 1024;
    await using test = await openTestLog(limitBytes - 1);
    test.log.info('one');
    test.log.info('two');
    expect((await stat(`${test.path}.1`)).size).toBe(limitBytes - 1);
    const messages = (await readLines(test.path)).map(({ message }) => message);
    expect(messages).toEqual(['one', 'two']);
  });

  it('goes on where it was left', async () => {
    await using test = await openTestLog();
    test.log.info('before');
    test.log.close();
    openAppLog(test.path, () => {}).info('after');
    expect(await readLines(test.path)).toHaveLength(2);
  });

  it('ignores what comes after it was closed', async () => {
    await using test = await openTestLog();
    test.log.close();
    test.log.info('too late');
    expect(await readFile(test.path, 'utf8')).toBe('');
  });

  it('takes what the functions log, on one line each', async () => {
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    await using test = await openTestLog();
    const restore = captureConsole(test.log.write);
    try {
      new Logger({ serviceName: 'metered-copilot' }).info('turn settled', { tokens: 1 });
    } finally {
      restore();
      vi.unstubAllEnvs();
    }
    expect(await readLines(test.path)).toEqual([
      expect.objectContaining({ level: 'INFO', message: 'turn settled', tokens: 1 }),
    ]);
    expect(test.shown[0]).toMatch(/^\d\d:\d\d:\d\d info  turn settled  1$/);
  });

  it.each([
    ['plain text', ['hello']],
    ['two values', ['{"level":"INFO","message":"x"}', 2]],
    ['JSON that is no log line', ['{"a":1}']],
    ['half a line', ['{"level":']],
    ['an object', [{ level: 'INFO', message: 'x' }]],
  ])('leaves %s on the console', (_case, values) => {
    const print = vi.spyOn(console, 'info').mockImplementation(() => {});
    const written: LogRecord[] = [];
    const restore = captureConsole((record) => written.push(record));
    console.info(...values);
    restore();
    expect(print).toHaveBeenCalledWith(...values);
    expect(written).toEqual([]);
    print.mockRestore();
  });
});

describe('the readable form of a log line', () => {
  const timestamp = '2026-11-22T13:25:01.500Z';
  const describeAt = (record: Partial<LogRecord>) =>
    describeLogRecord({ level: 'INFO', message: 'tokens deducted', timestamp, ...record }).replace(
      /^\d\d:\d\d:\d\d /,
      '',
    );

  it('tells a deduction at a glance', () => {
    const record = {
      cold_start: true,
      function_name: 'chat',
      requestId: 'r-1',
      accountId: '7',
      service: 'ai_chat_message',
      tokens: 1,
      balanceBefore: 100,
      balanceAfter: 99,
    };
    expect(describeAt(record)).toBe(
      'info  tokens deducted  account 7  ai_chat_message  1  100 → 99',
    );
  });

  it('names other fields, and drops empty ones and the name of the product', () => {
    const record = {
      level: 'WARN',
      service: 'metered-copilot',
      clientId: '15',
      found: null,
      nested: { a: 1 },
      balanceAfter: 0,
    };
    expect(describeAt(record)).toBe('warn  tokens deducted  client 15  nested {"a":1}  balance 0');
  });

  it('starts with the time of day', () => {
    const expected = new Date(timestamp).toLocaleTimeString('en-GB');
    expect(describeLogRecord({ level: 'INFO', message: 'x', timestamp })).toBe(
      `${expected} info  x`,
    );
  });
});
