import { describe, expect, it } from 'vitest';
import { readBenchOptions } from '../../bench/bench-options.ts';

describe('the options of npm run bench', () => {
  it('measure everything, in memory and on disk, when nothing is said', () => {
    expect(readBenchOptions([])).toMatchObject({ only: '', storage: ['memory', 'disk'] });
  });

  it('are read from the command line', () => {
    const called = ['--seconds', '0.5', '--rounds', '2', '--accounts', '3', '--only', 'charge'];
    const options = readBenchOptions([...called, '--json', 'a.json', '--storage', 'disk']);
    expect(options).toEqual({
      seconds: 0.5,
      rounds: 2,
      accounts: 3,
      only: 'charge',
      json: 'a.json',
      storage: ['disk'],
    });
  });

  it.each([
    ['an unknown one', ['--minutes', '1']],
    ['a time that is none', ['--seconds', 'soon']],
    ['no time at all', ['--seconds', '0']],
    ['too long a time', ['--seconds', '601']],
    ['half a round', ['--rounds', '1.5']],
    ['an unknown storage', ['--storage', 'tape']],
  ])('are refused with the way to call it: %s', (_what, called) => {
    expect(() => readBenchOptions(called)).toThrow('npm run bench --');
  });
});
