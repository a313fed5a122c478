import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../functions/store/crm/cursor.ts';
import { createCrmRecordId } from '../../../functions/store/crm/record-id.ts';

describe('a cursor', () => {
  it('stands for the row it was made from', () => {
    expect(decodeCursor(encodeCursor('CONTACT#1'), 'CONTACT#')).toBe('CONTACT#1');
  });

  it('never stands for a row outside the list it is used for', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (after, prefix) => {
        fc.pre(!after.startsWith(prefix));
        expect(() => decodeCursor(encodeCursor(after), prefix)).toThrow('not valid');
      }),
    );
  });

  it('that is made up is refused, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        expect(() => decodeCursor(cursor, 'CONTACT#')).toThrow(
          expect.objectContaining({ code: 'malformed_request' }),
        );
      }),
    );
  });
});

describe('createCrmRecordId', () => {
  it('sorts by time', () => {
    const earlier = createCrmRecordId(Date.UTC(2026, 10, 1));
    const later = createCrmRecordId(Date.UTC(2026, 10, 1) + 1);
    expect([later, earlier].toSorted()).toEqual([earlier, later]);
  });

  it('is another one each time', () => {
    const ids = Array.from({ length: 1_000 }, () => createCrmRecordId(0));
    expect(new Set(ids).size).toBe(1_000);
  });
});
