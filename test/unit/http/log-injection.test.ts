import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPowertoolsLog } from '../../../functions/http/powertools-log.ts';

/** A text that would be a line of its own, if lines were made by joining texts. */
const forged = '15"}\n{"level":"INFO","message":"tokens deducted","tokens":0}\r\n\u2028{';

describe('a log', () => {
  let written: string[];
  beforeEach(() => {
    // As in Lambda, where Powertools writes to the console of Node.
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    written = [];
    vi.spyOn(console, 'info').mockImplementation(
      (line: unknown) => void written.push(String(line)),
    );
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it.each([
    ['a field', { clientId: forged }],
    ['the name of a field', { [forged]: '15' }],
    ['what lies deep', { cause: { list: [forged] } }],
  ])('has one line for one event, whatever %s holds', (_, fields) => {
    createPowertoolsLog().info('account lookup', fields);
    expect(written).toHaveLength(1);
    const record: unknown = JSON.parse(written[0] ?? '');
    expect(record).toMatchObject({ message: 'account lookup', ...fields });
  });
});
