import { describe, expect, it } from 'vitest';
import { idSchema } from '../../../shared/api/primitives.ts';
import { limits } from '../../../shared/limits.ts';

describe('an id', () => {
  it.each(['15', 'cli_8sJ2-x', 'crm:acme@eu.1', 'x'.repeat(limits.idCharacters)])(
    'may be %s',
    (id) => {
      expect(idSchema.parse(id)).toBe(id);
    },
  );

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(limits.idCharacters + 1)],
    ['several lines', '15\n16'],
    ['part of a key of the table', '15#STATE'],
    ['an API key, which would end up in the log', 'mck_4pC0eXmB'],
  ])('is never %s', (_, id) => {
    expect(idSchema.safeParse(id).success).toBe(false);
  });
});
