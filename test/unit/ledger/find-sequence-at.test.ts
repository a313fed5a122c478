import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../functions/ledger/account/entry.ts';
import { findSequenceAt } from '../../../functions/ledger/read/find-sequence-at.ts';
import type { HistoryReader } from '../../../functions/ledger/read/history-reader.ts';
import { buildEntry } from '../../support/ledger-builders.ts';

const timeAt = (minute: number) => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();

/** Serves entries of an account from a list, and counts how often it was asked. */
function serveEntries(minutes: readonly number[]) {
  const entries = minutes.map((minute, index) =>
    buildEntry({ sequence: index + 1, createdAt: timeAt(minute) }),
  );
  const readEntries: HistoryReader['readEntries'] = async (_, { order, after, limit }) => {
    reads.count += 1;
    const ordered: Entry[] = order === 'oldest first' ? entries : entries.toReversed();
    const isBehind = ({ sequence }: Entry) =>
      after === null || (order === 'oldest first' ? sequence > after : sequence < after);
    return ordered.filter(isBehind).slice(0, limit);
  };
  const reads = { readEntries, count: 0 };
  return reads;
}

describe('findSequenceAt', () => {
  it('finds the first entry that is not earlier, as looking at each of them does', async () => {
    const minutes = fc
      .array(fc.nat(60), { maxLength: 40 })
      .map((list) => list.toSorted((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(minutes, fc.nat(61), async (list, minute) => {
        const found = await findSequenceAt(serveEntries(list), 'account-1', timeAt(minute));
        expect(found).toBe(list.filter((other) => other < minute).length + 1);
      }),
    );
  });

  it('asks little of a long history', async () => {
    const entries = serveEntries(Array.from({ length: 5_000 }, (_, index) => index));
    expect(await findSequenceAt(entries, 'account-1', timeAt(1_234))).toBe(1_235);
    expect(entries.count).toBeLessThanOrEqual(14);
  });
});
