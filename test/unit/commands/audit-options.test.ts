import { describe, expect, it } from 'vitest';
import { readAuditOptions } from '../../../functions/commands/audit-options.ts';

describe('the arguments of the audit command', () => {
  it('mean all accounts, as a table, without a write, when there are none', () => {
    expect(readAuditOptions([])).toEqual({
      account: [],
      all: false,
      freeze: false,
      unfreeze: false,
      json: false,
      help: false,
    });
  });

  it('name accounts, as often as wanted', () => {
    const { account } = readAuditOptions(['--account', '7', '--account=acc_1']);
    expect(account).toEqual(['7', 'acc_1']);
  });

  it('switch on what they name', () => {
    const options = readAuditOptions(['--all', '--freeze', '--json']);
    expect(options).toMatchObject({ all: true, freeze: true, json: true });
    expect(readAuditOptions(['-h']).help).toBe(true);
  });

  it.each([
    ['an unknown option', ['--fix'], /--fix/],
    ['an account without an id', ['--account'], /--account/],
    ['an empty id', ['--account='], /account/],
    ['an id that is none', ['--account', 'a#b'], /letters, digits/],
    ['an id that is too long', ['--account', 'a'.repeat(200)], /128/],
    ['both some and all', ['--all', '--account', '7'], /not both/],
    ['an account without its option', ['7'], /7/],
    ['the end of every freeze at once', ['--unfreeze'], /--account/],
  ])('are refused with %s', (_, commandArguments, reason) => {
    expect(() => readAuditOptions(commandArguments)).toThrow(reason);
  });
});
