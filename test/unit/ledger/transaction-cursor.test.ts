import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readTransactionCursor,
  writeTransactionCursor,
} from '../../../functions/ledger/read/transaction-cursor.ts';
import { transactionsQuerySchema } from '../../../shared/api/tokens.ts';

const sequence = fc.integer({ min: 1, max: 999_999_999_999 });
const filters = fc.record(
  { from: fc.string(), to: fc.string(), service: fc.string() },
  { requiredKeys: [] },
);
const refused = expect.objectContaining({ code: 'malformed_request' });

describe('a cursor', () => {
  it('stands for the place it was made at, and fits a query', () => {
    fc.assert(
      fc.property(fc.string(), filters, sequence, (accountId, asked, before) => {
        const cursor = writeTransactionCursor(accountId, asked, before);
        expect(readTransactionCursor(accountId, asked, cursor)).toBe(before);
        expect(transactionsQuerySchema.parse({ cursor })).toEqual({ cursor });
      }),
    );
  });

  it('is refused for other filters, and for another account', () => {
    const asked = { from: '2026-01-01', service: 'social_post' };
    const cursor = writeTransactionCursor('7', asked, 12);
    for (const other of [{}, { ...asked, to: '2026-02-01' }, { ...asked, from: '2026-01-02' }]) {
      expect(() => readTransactionCursor('7', other, cursor)).toThrow(refused);
    }
    const swapped = { from: asked.service, service: asked.from };
    expect(() => readTransactionCursor('7', swapped, cursor)).toThrow(refused);
    expect(() => readTransactionCursor('8', asked, cursor)).toThrow(refused);
  });

  it('that is made up is refused, whatever it holds', () => {
    const made = fc.oneof(
      fc.string(),
      fc.string().map((text) => Buffer.from(text).toString('base64url')),
    );
    fc.assert(
      fc.property(made, (cursor) => {
        expect(() => readTransactionCursor('7', {}, cursor)).toThrow(refused);
      }),
    );
  });
});
