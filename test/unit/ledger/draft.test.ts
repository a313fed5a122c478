import { describe, expect, it } from 'vitest';
import { appendEntry, type EntryContent } from '../../../functions/ledger/account/draft.ts';
import type { AccountState } from '../../../functions/ledger/account/account-state.ts';
import {
  buildAdjustCommand,
  buildChangePlanCommand,
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildReleaseCommand,
  buildState,
  testTime,
} from '../../support/ledger-builders.ts';
import { createMemoryLedger } from '../../support/ledger-memory.ts';

const append = (content: Partial<EntryContent>, now: string, state: Partial<AccountState> = {}) =>
  appendEntry(
    { state: buildState(state), entries: [], repair: null },
    { kind: 'charge', tokens: -1, actor: 'user:ada', reference: {}, ...content },
    now,
  );

describe('an entry', () => {
  it('never goes back in time, even if clocks do', () => {
    const { state, entries } = append({}, '2026-02-28T00:00:00.000Z');
    expect(entries[0]?.createdAt).toBe(testTime);
    expect(state.updatedAt).toBe(testTime);
    const later = '2026-03-01T12:00:00.001Z';
    expect(append({}, later).entries[0]?.createdAt).toBe(later);
  });

  it('never takes the balance below nothing: the buckets do not hold it', () => {
    expect(() => append({ tokens: -101 }, testTime)).toThrow('buckets hold 100 of 101 tokens');
  });

  it('that adds tokens says into which bucket', () => {
    expect(() => append({ kind: 'grant', tokens: 5 }, testTime)).toThrow('names no bucket');
  });
});

/** The level that counts as announced after each of some commands, on the free plan's 100. */
function alertsOf(...steps: Parameters<ReturnType<typeof createMemoryLedger>['execute']>[]) {
  const ledger = createMemoryLedger();
  return steps.map((step) => {
    ledger.execute(...step);
    const { stored } = ledger.items();
    return stored.kind === 'sound' ? stored.state.alertedLevel : null;
  });
}
const spend = (key: string, quantity: number) =>
  buildChargeCommand({ idempotencyKey: key, quantity });
const april = '2026-04-01T12:00:00.000Z';

describe('a balance that falls', () => {
  it('is announced at each level once, however far it falls at a time', () => {
    expect(alertsOf([spend('a', 75)], [spend('b', 1)], [spend('c', 10)], [spend('d', 5)])).toEqual([
      'ok',
      'low',
      'low',
      'critical',
    ]);
    expect(alertsOf([spend('a', 100)])).toEqual(['empty']);
  });

  it('is not announced again when a hold comes back and is taken again', () => {
    const hold = (key: string) => buildHoldCommand({ idempotencyKey: key, quantity: 400 });
    expect(alertsOf([hold('hold-key')], [buildReleaseCommand()], [hold('two')])).toEqual([
      'low',
      'low',
      'low',
    ]);
  });

  it.each([
    ['a grant', buildGrantCommand({ tokens: 50 })],
    ['an adjustment', buildAdjustCommand({ tokens: 50 })],
  ])('is announced again once %s has lifted it', (_, command) => {
    expect(alertsOf([spend('a', 80)], [command], [spend('b', 50)])).toEqual(['low', 'ok', 'low']);
  });

  it('stays announced where what came in lifts it over no level', () => {
    const grant = buildGrantCommand({ tokens: 2 });
    expect(alertsOf([spend('a', 80)], [grant])).toEqual(['low', 'low']);
  });

  it('counts as announced no worse than it stands after tokens came in', () => {
    const grant = buildGrantCommand({ tokens: 15 });
    expect(alertsOf([spend('a', 100)], [grant], [spend('b', 10)])).toEqual([
      'empty',
      'low',
      'critical',
    ]);
  });

  it('is announced by what a correction takes', () => {
    expect(alertsOf([buildAdjustCommand({ tokens: -95 })])).toEqual(['critical']);
  });

  it('is announced anew in each period, and by the measure of the plan', () => {
    expect(alertsOf([spend('a', 80)], [spend('b', 1), april], [spend('c', 80), april])).toEqual([
      'low',
      'ok',
      'low',
    ]);
    const starter = buildChangePlanCommand();
    expect(alertsOf([spend('a', 100)], [starter], [spend('b', 376)])).toEqual([
      'empty',
      'ok',
      'low',
    ]);
  });
});
