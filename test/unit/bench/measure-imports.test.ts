import { describe, expect, it } from 'vitest';
import { formatImports } from '../../bench/imports/format-imports.ts';
import { type ImportCandidate, plainName } from '../../bench/imports/import-candidate.ts';
import { measureImports } from '../../bench/imports/measure-imports.ts';

const buildCandidate = (overrides: Partial<ImportCandidate> = {}): ImportCandidate => ({
  name: plainName,
  file: 'plain',
  startBytes: 430_000,
  wholeBytes: 430_000,
  ...overrides,
});
const candidates = [
  buildCandidate(),
  buildCandidate({ name: 'connect', file: 'connect', startBytes: 416_000, wholeBytes: 770_400 }),
];
const quietly = () => undefined;

describe('the benchmark of imports', () => {
  it('takes the median of the rounds, and its ratio to the reference', () => {
    const timings: Record<string, number[]> = { plain: [90, 100, 400], connect: [80, 20, 70] };
    const rows = measureImports(candidates, 3, (file) => timings[file]?.shift() ?? 0, quietly);
    expect(rows).toEqual([
      {
        name: plainName,
        startBytes: 430_000,
        wholeBytes: 430_000,
        importMs: 100,
        ratio: 1,
        rounds: [90, 100, 400],
      },
      expect.objectContaining({ importMs: 70, ratio: 0.7, rounds: [80, 20, 70] }),
    ]);
  });

  it('imports all in each round, beginning with another one each time', () => {
    const order: string[] = [];
    const time = (file: string) => order.push(file);
    measureImports(candidates, 3, time, quietly);
    expect(order).toEqual(['plain', 'connect', 'connect', 'plain', 'plain', 'connect']);
  });

  it('says nothing without its reference', () => {
    const others = [buildCandidate({ name: 'connect' })];
    expect(() => measureImports(others, 1, () => 1, quietly)).toThrow('reference');
  });

  it('shows sizes in thousands of bytes, and the whole where it is more', () => {
    const rows = measureImports(candidates, 1, (file) => (file === 'plain' ? 100 : 70), quietly);
    const [, , plain, connect] = formatImports(rows).split('\n');
    const cellsOf = (line = '') => line.split('|').map((cell) => cell.trim());
    expect(cellsOf(plain).slice(1, -1)).toEqual([plainName, '430', '', '100', '1.00']);
    expect(cellsOf(connect).slice(1, -1)).toEqual(['connect', '416', '770', '70', '0.70']);
  });
});
