import { describe, expect, it } from 'vitest';
import { createStateMemory } from '../../../functions/ledger/commit/state-memory.ts';
import { buildState } from '../../support/ledger-builders.ts';

const sound = (version: number) => ({ kind: 'sound' as const, state: buildState({ version }) });

describe('the memory of states', () => {
  it('recalls what was remembered last, and nothing of others', () => {
    const memory = createStateMemory(2);
    memory.remember('one', sound(1));
    memory.remember('one', sound(2));
    expect(memory.recall('one')).toEqual(sound(2));
    expect(memory.recall('two')).toBeUndefined();
  });

  it('forgets on request', () => {
    const memory = createStateMemory(2);
    memory.remember('one', sound(1));
    memory.forget('one');
    expect(memory.recall('one')).toBeUndefined();
  });

  it('makes room by forgetting the account that was written longest ago', () => {
    const memory = createStateMemory(2);
    for (const account of ['one', 'two', 'one', 'three']) memory.remember(account, sound(1));
    expect(['one', 'two', 'three'].map((account) => memory.recall(account) !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });
});
