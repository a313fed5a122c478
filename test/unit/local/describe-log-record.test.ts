import { describe, expect, it } from 'vitest';
import { describeLogRecord } from '../../../infra/local/describe-log-record.ts';

const describeFields = (fields: Record<string, unknown>) =>
  describeLogRecord({
    level: 'INFO',
    message: 'account lookup',
    timestamp: '2026-03-01T12:00:00Z',
    ...fields,
  });

describe('a line on the terminal', () => {
  it('shows what it is about', () => {
    expect(describeFields({ clientId: '15', tokens: 1 })).toMatch(
      /info {2}account lookup {2}client 15 {2}1$/,
    );
  });

  it.each([
    ['a line of its own', '15\n12:00:01 info  balance  1000000', String.raw`15\u000a12:00:01`],
    ['colours', '\u001B[32m15', String.raw`\u001b[32m15`],
    ['an escape in one character', '\u009B2J', String.raw`\u009b2J`],
    ['a way back', '15\r\b', String.raw`15\u000d\u0008`],
  ])('gives no text %s', (_, clientId, shown) => {
    const line = describeFields({ clientId, error: { cause: clientId } });
    expect(line).toContain(`client ${shown}`);
    expect(line).not.toMatch(/\p{Cc}/u);
  });
});
