import { describe, expect, it } from 'vitest';
import {
  dueShard,
  dueShardCount,
  keys,
  recentShard,
  recentShardCount,
} from '../../../functions/store/keys.ts';
import { tableDefinition } from '../../../shared/table-definition.ts';

const accountIds = Array.from({ length: 400 }, (_, index) => `account-${index}`);

describe('the table', () => {
  it('has keys that no index shares with it or with another', () => {
    const { partitionKey, sortKey, timeToLiveAttribute, indexes } = tableDefinition;
    const indexKeys = Object.values(indexes).flatMap((index) => [
      index.partitionKey,
      index.sortKey,
    ]);
    const all = [partitionKey, sortKey, timeToLiveAttribute, ...indexKeys];
    expect(new Set(all).size).toBe(all.length);
  });

  it('never lets the deadline of a hold delete its item', () => {
    expect(tableDefinition.timeToLiveAttribute).not.toBe(tableDefinition.indexes.due.sortKey);
  });

  it('makes keys of its two attributes alone', () => {
    const { partitionKey, sortKey } = tableDefinition;
    for (const key of [
      keys.profile('7'),
      keys.entry('7', 1),
      keys.session('s'),
      keys.turn('c', 't'),
    ]) {
      expect(Object.keys(key).toSorted()).toEqual([partitionKey, sortKey].toSorted());
    }
  });

  it('sorts entries by number', () => {
    const sortKeys = [1, 2, 9, 10, 99, 100, 1_000_000].map(
      (sequence) => keys.entry('7', sequence).sk,
    );
    expect(sortKeys.toSorted()).toEqual(sortKeys);
  });

  it('spreads accounts over all shards, each account always to the same', () => {
    const due = new Set(accountIds.map(dueShard));
    const recent = new Set(accountIds.map((id) => recentShard('2026-03-01T12:00:00.000Z', id)));
    expect(due.size).toBe(dueShardCount);
    expect(recent.size).toBe(recentShardCount);
    expect(dueShard('account-1')).toBe(dueShard('account-1'));
  });

  it('files the newest entries by day', () => {
    expect(recentShard('2026-03-01T23:59:59.999Z', '7')).toMatch(/^RECENT#2026-03-01#\d$/);
  });
});
