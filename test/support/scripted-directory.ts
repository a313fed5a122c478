import { AppError } from '../../functions/app-error.ts';
import type { Directory } from '../../functions/providers/directory/directory.ts';
import type { Lead } from '../../shared/api/leads.ts';

export const buildLead = (number: number, overrides: Partial<Lead> = {}): Lead => ({
  name: `Bakery ${number}`,
  category: 'bakery',
  phone: `+1202555${String(number).padStart(4, '0')}`,
  city: 'Tampa',
  source: 'scripted directory',
  ...overrides,
});

export interface DirectoryScript {
  /** How many there are to be found. */
  readonly leadCount?: number;
  /** It does not answer once it has given so many. */
  readonly failsAfter?: number;
  /** Before each lot; told how many leads were given before it. */
  readonly beforeLot?: (givenCount: number) => Promise<void> | void;
  /** What stands in its list in place of a lead of its own. */
  readonly leadAt?: (number: number) => Lead;
}

/** A directory of numbered businesses that does what a test says. */
export function createScriptedDirectory(script: DirectoryScript = {}): Directory {
  const { leadCount = 1_000, failsAfter = Infinity, leadAt = buildLead, beforeLot } = script;
  return {
    name: 'scripted directory',
    hasCategory: () => true,
    readLot: async (_search, { cursor, count }) => {
      const start = Number(cursor ?? 0);
      await beforeLot?.(start);
      if (start >= failsAfter) throw new AppError('provider_failed');
      const end = Math.min(start + count, leadCount);
      return {
        leads: Array.from({ length: end - start }, (_, index) => leadAt(start + index + 1)),
        cursor: end < leadCount ? String(end) : null,
      };
    },
  };
}
