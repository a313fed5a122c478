import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYesNo } from '../../web/src/chat/read-yes-no.ts';

describe('readYesNo', () => {
  it.each(['yes', 'y', 'OK', 'okay.', ' Approve ', 'sí', 'Si', '¡Sí!', 'go ahead'])(
    'takes "%s" for a yes',
    (text) => {
      expect(readYesNo(text)).toBe('yes');
    },
  );

  it.each(['no', 'N', 'cancel', 'Deny!', 'cancelar', 'don’t'])('takes "%s" for a no', (text) => {
    expect(readYesNo(text)).toBe('no');
  });

  it.each(['', 'yes and no', 'yes, but change the time', 'no problem', 'yesterday', 'not now'])(
    'takes "%s" for neither',
    (text) => {
      expect(readYesNo(text)).toBeNull();
    },
  );

  it('never takes a longer message for an approval', () => {
    const longer = fc.tuple(fc.constantFrom('yes', 'ok', 'sí'), fc.stringMatching(/^[a-z]{2,8}$/));
    fc.assert(
      fc.property(longer, ([word, rest]) => {
        expect(readYesNo(`${word} ${rest}`)).toBeNull();
      }),
    );
  });
});
