import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dueShardCount, recentShardCount } from '../../../functions/store/keys.ts';
import { describeScale } from '../../../infra/reference/scale/describe-scale.ts';
import { ledgerFootprint } from '../../../infra/reference/scale/ledger-footprint.ts';
import {
  accountWalls,
  chargeWritesInGroup,
  millionTurnsCost,
  regionWalls,
  tableWalls,
  turnBytes,
  turnWritesInGroup,
} from '../../../infra/reference/scale/scale-model.ts';
import { limits } from '../../../shared/limits.ts';

it('docs/scale.md is what `npm run reference` writes', () => {
  const page = readFileSync(new URL('../../../docs/scale.md', import.meta.url), 'utf8');
  expect(page).toBe(describeScale());
});

it('the model reckons with the shards and groups that there are', () => {
  expect(ledgerFootprint).toMatchObject({
    recentShardCount,
    dueShardCount,
    groupCount: limits.groupCommandCount,
  });
});

describe('units in a group', () => {
  it('of one are those of the command alone', () => {
    expect(chargeWritesInGroup(1)).toBe(ledgerFootprint.charge.tableWrites);
    expect(turnWritesInGroup(1)).toBe(ledgerFootprint.turn.tableWrites);
  });

  it('are (2 + 4n) / n of the table, the index of newest entries apart', () => {
    expect(chargeWritesInGroup(48)).toBeCloseTo(194 / 48);
  });
});

describe('the walls', () => {
  it('of one account are time, then its partition, then its entries', () => {
    expect(accountWalls(1)).toMatchObject({
      oneAfterTheOther: { charges: 40 },
      onePartition: { charges: 166, turns: 142 },
      entries: { charges: 500 },
    });
    expect(accountWalls(48)).toMatchObject({
      oneAfterTheOther: { charges: 1920 },
      onePartition: { charges: 247, turns: 198 },
      entries: { charges: 500 },
    });
  });

  it('of one table are warming up, then the index of newest entries, then the quota', () => {
    const { newTable, recentIndex, quota, dueIndex } = tableWalls();
    expect([newTable, recentIndex, quota].map(({ charges }) => charges)).toEqual([666, 4000, 6666]);
    expect([newTable, recentIndex, quota, dueIndex].map(({ turns }) => turns)).toEqual([
      571, 4000, 5714, 8000,
    ]);
  });

  it('of one Region begin with the turns that Lambda runs at once', () => {
    expect(regionWalls().lambda.turns).toBeLessThan(regionWalls().api.turns);
    expect(regionWalls().lambda.turns).toBeLessThan(tableWalls().newTable.turns);
  });
});

describe('a million turns', () => {
  it('cost ten million write units and what a year keeps of them', () => {
    const { writes, reads, storagePerYear } = millionTurnsCost();
    expect(writes).toBeCloseTo(6.25);
    expect(reads).toBeCloseTo(0.125);
    expect(turnBytes()).toEqual({ table: 1700, index: 750 });
    expect(storagePerYear).toBeCloseTo(12 * (2.45 * 0.25 + 1.7 * 0.2));
  });
});
