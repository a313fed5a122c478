import { describe, expect, it } from 'vitest';
import { readStoredState } from '../../../functions/ledger/account/account-state.ts';
import { limits } from '../../../shared/limits.ts';
import { buildState } from '../../support/ledger-builders.ts';

describe('reading what stands where the state should be', () => {
  it('finds a sound state, without the keys of its item', () => {
    const state = buildState();
    expect(readStoredState({ pk: 'ACCOUNT#account-1', sk: 'STATE', ...state })).toEqual({
      kind: 'sound',
      state,
    });
  });

  it('finds no state', () => {
    expect(readStoredState(undefined)).toEqual({ kind: 'absent' });
  });

  it.each([
    ['absent', undefined],
    ['null', null],
    ['string', '100'],
    ['string', 'NaN'],
    ['string', ''],
    ['fraction', 99.5],
    ['fraction', Number.NaN],
    ['fraction', Number.POSITIVE_INFINITY],
    ['wrong type', true],
    ['wrong type', { amount: 100 }],
    ['wrong type', 10n ** 30n],
    ['negative', -1],
    ['inconsistent', 99],
    ['inconsistent', limits.balanceTokens + 1],
  ])('names a balance that is %s: %o', (found, available) => {
    const item = { ...buildState(), available };
    expect(readStoredState(item)).toEqual({ kind: 'broken', found, item });
  });

  it.each([{ version: -1 }, { version: '1' }, { buckets: [] }, { plan: 'gold' }, { period: {} }])(
    'finds a state with a good balance but %o inconsistent',
    (damage) => {
      const stored = readStoredState({ ...buildState(), ...damage });
      expect(stored).toMatchObject({ kind: 'broken', found: 'inconsistent' });
    },
  );
});
