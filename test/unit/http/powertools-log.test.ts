import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPowertoolsLog } from '../../../functions/http/powertools-log.ts';
import { enterRequest } from '../../../functions/http/request-context.ts';
import { captureConsole } from '../../../infra/local/capture-console.ts';

describe('a log line', () => {
  let lines: unknown[];
  let release: () => void;
  beforeEach(() => {
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    lines = [];
    release = captureConsole((line) => void lines.push(line));
  });
  afterEach(() => {
    release();
    vi.unstubAllEnvs();
  });

  it('is flat: level, time, message, the request and its own fields', () => {
    enterRequest('request-1');
    createPowertoolsLog().info('tokens deducted', { accountId: '7', tokens: 1 });
    expect(lines).toEqual([
      {
        level: 'INFO',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        message: 'tokens deducted',
        requestId: 'request-1',
        accountId: '7',
        tokens: 1,
      },
    ]);
  });

  it('keeps a service of its own, which Powertools would take for itself', () => {
    createPowertoolsLog().info('tokens deducted', { service: 'ai_chat_message' });
    expect(lines).toMatchObject([{ service: 'ai_chat_message' }]);
  });

  it('has the level that it was written at', () => {
    const log = createPowertoolsLog();
    log.info('a');
    log.warn('b');
    log.error('c');
    expect(lines).toMatchObject([{ level: 'INFO' }, { level: 'WARN' }, { level: 'ERROR' }]);
  });

  it('belongs to its own request, also while others run', async () => {
    const log = createPowertoolsLog();
    await Promise.all(
      ['one', 'two', 'three'].map(async (requestId) => {
        await Promise.resolve();
        enterRequest(requestId);
        await Promise.resolve();
        log.info('said', { expected: requestId });
      }),
    );
    expect(lines).toHaveLength(3);
    for (const line of lines as Record<string, unknown>[]) {
      expect(line['requestId']).toBe(line['expected']);
    }
  });

  it('carries nothing over to the next line', () => {
    const log = createPowertoolsLog();
    log.info('first', { accountId: '7' });
    log.info('second');
    expect(lines[1]).not.toHaveProperty('accountId');
  });
});
