import { describe, expect, it } from 'vitest';
import { readStoredState } from '../../../functions/ledger/account-state.ts';
import {
  chargeItem,
  entryItem,
  moveState,
  putEntry,
  putNewCharge,
  settleCharge,
} from '../../../functions/ledger/table-items.ts';
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

  it('settle only what is open, and take it out of the due index', () => {
    const charge = buildCharge({ status: 'released', capturedTokens: 0, settledAt: testTime });
    const update = settleCharge('table', charge);
    expect(update).toMatchObject({
      ConditionExpression: '#status = :open',
      ExpressionAttributeValues: { ':open': 'open', ':status': 'released', ':captured': 0 },
    });
    expect(update.UpdateExpression).toMatch(/REMOVE dueShard$/);
  });

  it('move the state only from the version that was read, with enough in it', () => {
    const { Update } = moveState('table', sound, next, 20);
    expect(Update).toMatchObject({
      Key: stateKey,
      ConditionExpression:
        '#version = :found AND attribute_type(available, :number) AND available >= :spends',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(Update?.ExpressionAttributeValues).toMatchObject({
      ':found': 4,
      ':number': 'N',
      ':spends': 20,
      ':version': 5,
      ':available': 99,
    });
  });

  it('do not ask for a balance when nothing is spent', () => {
    const { Update } = moveState('table', sound, next, 0);
    expect(Update?.ConditionExpression).not.toContain(':spends');
    expect(Update?.ExpressionAttributeValues).not.toHaveProperty(':spends');
  });

  it.each([
    ['no state at all', undefined, { ConditionExpression: 'attribute_not_exists(pk)' }],
    [
      'a state without a version',
      { available: null },
      { ConditionExpression: 'attribute_not_exists(version)' },
    ],
    [
      'a state with a version',
      { available: null, version: 4 },
      {
        ConditionExpression: '#version = :found',
        ExpressionAttributeValues: { ':found': 4 },
      },
    ],
  ])('repair only the very damage that was read: %s', (_, item, condition) => {
    const { Put } = moveState('table', readStoredState(item), next, 0);
    expect(Put).toMatchObject({ ...condition, Item: { ...stateKey, ...next } });
  });
});
