import { describe, expect, it } from 'vitest';
import {
  countUnits,
  type ItemChange,
  type RecordedRequest,
  writesOf,
} from '../../bench/write-units/count-units.ts';
import type { Item } from '../../bench/write-units/item-bytes.ts';

const buildItem = (attributes: Item = {}, paddingBytes = 0): Item => ({
  pk: { S: 'ACCOUNT#7' },
  sk: { S: 'CHARGE#1' },
  text: { S: 'x'.repeat(paddingBytes) },
  ...attributes,
});

const buildRequest = (overrides: Partial<RecordedRequest> = {}): RecordedRequest => ({
  command: 'TransactWriteItemsCommand',
  isTransaction: true,
  changes: [],
  reads: [],
  ...overrides,
});

const unitsOf = (change: ItemChange, isTransaction = true) =>
  countUnits([buildRequest({ isTransaction, changes: [change] })]);

const open = { dueShard: { S: 'DUE#1' }, expiresAtEpochSeconds: { N: '1790000000' } };
const small = buildItem();
const large = buildItem({}, 1024);

describe('write units of the table', () => {
  it('are two for each started kilobyte in a transaction', () => {
    expect(unitsOf({ before: undefined, after: small })).toMatchObject({ tableWrites: 2 });
    expect(unitsOf({ before: undefined, after: large })).toMatchObject({ tableWrites: 4 });
  });

  it('are one for each started kilobyte elsewhere', () => {
    expect(unitsOf({ before: small, after: small }, false)).toMatchObject({ tableWrites: 1 });
    expect(unitsOf({ before: small, after: large }, false)).toMatchObject({ tableWrites: 2 });
  });

  it('go by the larger of the item before and after', () => {
    expect(unitsOf({ before: large, after: small })).toMatchObject({ tableWrites: 4 });
  });
});

describe('write units of the indexes', () => {
  const held = buildItem(open);
  const heldLonger = buildItem({ ...open, expiresAtEpochSeconds: { N: '1790000900' } });

  it.each([
    ['none for an item outside all of them', undefined, small, 0],
    [
      'none for an item that lacks the sort key',
      undefined,
      buildItem({ dueShard: open.dueShard }),
      0,
    ],
    ['one for an item that enters, transaction or not', undefined, held, 1],
    ['one for an item that leaves', held, small, 1],
    ['one for an item that changes in its place', held, buildItem({ ...open, sk: { S: 'b' } }), 1],
    ['two for an item that moves to another place', held, heldLonger, 2],
    ['by size', undefined, buildItem(open, 1024), 2],
  ])('are %s', (_what, before, after, indexWrites) => {
    expect(unitsOf({ before, after })).toMatchObject({ indexWrites });
  });

  it('come on top of the table', () => {
    expect(writesOf(unitsOf({ before: undefined, after: held }))).toBe(3);
  });
});

describe('read units', () => {
  const read = (items: readonly Item[], isConsistent = true) =>
    countUnits([buildRequest({ reads: [{ items, isConsistent }] })]).reads;

  it('are one for each started four kilobytes', () => {
    expect(read([small])).toBe(1);
    expect(read([buildItem({}, 4096)])).toBe(2);
    expect(read([large, large, large, large])).toBe(2);
  });

  it('are one for finding nothing', () => {
    expect(read([])).toBe(1);
  });

  it('are half for a read that may trail', () => {
    expect(read([small], false)).toBe(0.5);
  });
});

it('units of several requests add up', () => {
  const request = buildRequest({
    changes: [{ before: undefined, after: small }],
    reads: [{ items: [], isConsistent: true }],
  });
  expect(countUnits([request, request])).toEqual({ tableWrites: 4, indexWrites: 0, reads: 2 });
});
