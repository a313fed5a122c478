import { describe, expect, it } from 'vitest';
import type { AuditedAccount } from '../../../functions/commands/audited-account.ts';
import {
  auditHeading,
  describeAuditedAccount,
  describeSummary,
} from '../../../functions/commands/describe-audit.ts';

const buildAccount = (overrides: Partial<AuditedAccount> = {}): AuditedAccount => ({
  accountId: '7',
  verdict: 'sound',
  entryCount: 4,
  balance: 97,
  firstWrongSequence: null,
  problems: [],
  action: null,
  ...overrides,
});
const buildSummary = (overrides = {}) => ({
  accounts: 1,
  sound: 1,
  damaged: 0,
  drift: 0,
  unknown: 0,
  ...overrides,
});

describe('an audited account', () => {
  it('is one row below the heading when it is sound', () => {
    const row = describeAuditedAccount(buildAccount());
    expect(row).toMatch(/^7 +4 +97 +sound$/);
    expect(row.indexOf('sound')).toBe(auditHeading.indexOf('verdict'));
  });

  it('names the first wrong entry and what is wrong', () => {
    const problems = [
      'entry 3: was changed after it was written',
      'entry 4: stands where 5 belongs',
    ];
    const account = buildAccount({ verdict: 'drift', firstWrongSequence: 3, problems });
    expect(describeAuditedAccount(account).split('\n')).toEqual([
      expect.stringMatching(/ drift$/),
      '    first wrong entry: 3',
      ...problems.map((problem) => `    ${problem}`),
    ]);
  });

  it('says what was done about it', () => {
    const account = buildAccount({ verdict: 'drift', action: 'frozen' });
    expect(describeAuditedAccount(account)).toMatch(/ drift, frozen$/);
  });

  it('shows ten problems and counts the others', () => {
    const problems = Array.from({ length: 13 }, (_, index) => `problem ${index + 1}`);
    const lines = describeAuditedAccount(buildAccount({ verdict: 'damaged', problems })).split(
      '\n',
    );
    expect(lines).toHaveLength(12);
    expect(lines.slice(-2)).toEqual(['    problem 10', '    and 3 more']);
  });
});

describe('the summary', () => {
  it('counts only what was found', () => {
    expect(describeSummary(buildSummary())).toBe('1 account, 1 sound');
  });

  it('names each kind of finding', () => {
    const summary = buildSummary({ accounts: 6, damaged: 2, drift: 1, unknown: 2 });
    expect(describeSummary(summary)).toBe(
      '6 accounts, 1 sound, 2 damaged (repaired by the next command), 1 with drift, 2 not verified',
    );
  });
});
