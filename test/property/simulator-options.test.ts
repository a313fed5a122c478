import { expect, it } from 'vitest';
import { parseOptions } from '../simulator/parse-options.ts';
import { faultNames } from '../simulator/world/faults.ts';

it('runs ten thousand commands in memory under all faults when nothing is said', () => {
  expect(parseOptions([])).toEqual({
    commands: 10_000,
    accounts: 4,
    processes: 3,
    database: 'memory',
    faults: faultNames,
    help: false,
  });
});

it('takes numbers, a database and a list of faults', () => {
  const args = [
    '--commands',
    '5',
    '--seed',
    '0',
    '--database',
    'local',
    '--faults',
    'kill, damage',
  ];
  expect(parseOptions(args)).toMatchObject({
    commands: 5,
    seed: 0,
    database: 'local',
    faults: ['kill', 'damage'],
  });
  expect(parseOptions(['--faults', 'none']).faults).toEqual([]);
});

it.each([
  [['--commands', '0'], '--commands'],
  [['--commands', 'many'], '--commands: a whole number'],
  [['--seed', '-1'], '--seed'],
  [['--accounts', '17'], '--accounts'],
  [['--database', 'other'], '--database'],
  [['--faults', 'kill,gremlins'], '--faults: there is no fault gremlins'],
  [['--nonsense'], '--nonsense'],
])('says what is wrong with %j', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});
