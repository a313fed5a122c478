import { describe, expect, it } from 'vitest';
import { readStoredState } from '../../../functions/ledger/account/account-state.ts';
import type { ChargeRecord } from '../../../functions/ledger/account/charge-record.ts';
import {
  changeCharge,
  chargeItem,
  entryItem,
  moveState,
  putEntry,
  putNewCharge,
} from '../../../functions/ledger/commit/table-items.ts';
import { buildCharge, buildEntry, buildState, testTime } from '../../support/ledger-builders.ts';

const sound = { kind: 'sound', state: buildState({ version: 4 }) } as const;
const next = buildState({ version: 5, available: 99 });
const stateKey = { pk: 'ACCOUNT#account-1', sk: 'STATE' };

describe('items', () => {
  it('places an entry by its sequence, and among everybody’s of its day', () => {
    expect(entryItem(buildEntry({ sequence: 12 }))).toMatchObject({
      pk: 'ACCOUNT#account-1',
      sk: 'ENTRY#000000000012',
      recentShard: expect.stringMatching(/^RECENT#2026-03-01#[0-3]$/),
      recentAt: `${testTime}#account-1#12`,
    });
  });

  it('puts only an open charge into the due index', () => {
    expect(chargeItem(buildCharge())).toHaveProperty('dueShard');
    expect(chargeItem(buildCharge({ status: 'captured' }))).not.toHaveProperty('dueShard');
  });
});

describe('conditions', () => {
  it.each([putEntry('table', buildEntry()), putNewCharge('table', buildCharge())])(
    'never write over an entry or a charge',
    ({ Put }) => {
      expect(Put).toMatchObject({
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
    },
  );

  it.each<[string, Partial<ChargeRecord>, Partial<ChargeRecord>, string]>([
    [
      'a hold that is released',
      {},
      { status: 'released', capturedTokens: 0, settledAt: testTime },
      '#status = :found_status AND attribute_not_exists(#refundedTokens) AND ' +
        '#expiresAtEpochSeconds = :found_expiresAtEpochSeconds',
    ],
    [
      'a refund after another',
      { status: 'captured', refundedTokens: 3, expiresAtEpochSeconds: undefined },
      { refundedTokens: 5 },
      '#status = :found_status AND #refundedTokens = :found_refundedTokens AND ' +
        'attribute_not_exists(#expiresAtEpochSeconds)',
    ],
  ])('change a charge only as it was read: %s', (_, found, change, condition) => {
    const from = buildCharge(found);
    const update = changeCharge('table', { from, to: { ...from, ...change } });
    expect(update.ConditionExpression).toBe(condition);
    expect(update.ReturnValuesOnConditionCheckFailure).toBe('ALL_OLD');
    for (const [name, value] of Object.entries(change)) {
      expect(update.UpdateExpression).toContain(`#${name} = :${name}`);
      expect(update.ExpressionAttributeValues).toMatchObject({ [`:${name}`]: value });
    }
  });

  it.each<[Partial<ChargeRecord>, Partial<ChargeRecord>, boolean]>([
    [{}, { status: 'captured' }, true],
    [{}, { expiresAtEpochSeconds: 2_000_000_000 }, false],
    [{ status: 'expired' }, { status: 'captured' }, false],
  ])('take a charge of %o that becomes %o out of the due index: %s', (found, change, isOut) => {
    const from = buildCharge(found);
    const { UpdateExpression } = changeCharge('table', { from, to: { ...from, ...change } });
    expect(UpdateExpression.endsWith(' REMOVE dueShard')).toBe(isOut);
  });

  it('move the state only from the version that was read, with enough in it', () => {
    const { Put } = moveState('table', sound, next, [buildEntry({ tokens: -20 })]);
    expect(Put).toMatchObject({
      Item: { ...stateKey, ...next },
      ConditionExpression:
        '#version = :found AND attribute_type(available, :number) AND available >= :spent',
      ExpressionAttributeValues: { ':found': 4, ':number': 'N', ':spent': 20 },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  it.each([
    [[-20, -5, 10], 25],
    [[30, -20], undefined],
    [[30, -40, 50, -60], 20],
    [[0], undefined],
    [[], undefined],
  ])('ask for the lowest point on the way through %o: %s', (moves, spent) => {
    const entries = moves.map((tokens) => buildEntry({ tokens }));
    const { Put } = moveState('table', sound, next, entries);
    expect(Put?.ExpressionAttributeValues?.[':spent']).toBe(spent);
    expect(Put?.ConditionExpression?.includes(':spent')).toBe(spent !== undefined);
  });

  it.each([
    ['no state at all', undefined, 'attribute_not_exists(pk)', undefined],
    [
      'a state without version and hash',
      { available: null },
      'attribute_not_exists(#version) AND attribute_not_exists(#lastHash)',
      undefined,
    ],
    [
      'a state with a version alone',
      { available: null, version: 4 },
      '#version = :version AND attribute_not_exists(#lastHash)',
      { ':version': 4 },
    ],
    [
      'a state with both',
      { available: null, version: 4, lastHash: 'x' },
      '#version = :version AND #lastHash = :lastHash',
      { ':version': 4, ':lastHash': 'x' },
    ],
  ])('repair only the very damage that was read: %s', (_, item, condition, values) => {
    const { Put } = moveState('table', readStoredState(item), next, []);
    expect(Put).toMatchObject({ ConditionExpression: condition, Item: { ...stateKey, ...next } });
    expect(Put?.ExpressionAttributeValues).toEqual(values);
  });
});
