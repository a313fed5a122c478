/** What a run has come to, in numbers. */
export interface Tally {
  count(name: CountName, by?: number): void;
  /** @param effectCount commands that one write carried out */
  noteWrite(effectCount: number): void;
  read(name: CountName): number;
}

export const countNames = [
  'commands',
  'calls',
  'fresh answers',
  'replays',
  'refusals',
  'failed calls',
  'calls of killed processes',
  'given up',
  'writes',
  'groups',
  'commands in groups',
  'largest group',
  'processes killed',
  'time jumps',
  'virtual days',
  'audits',
  'accounts',
] as const;

export type CountName = (typeof countNames)[number];

export function createTally(): Tally {
  const counts = new Map<CountName, number>();
  const read = (name: CountName) => counts.get(name) ?? 0;
  const count = (name: CountName, by = 1) => {
    counts.set(name, read(name) + by);
  };

  function noteWrite(effectCount: number): void {
    count('writes');
    if (effectCount < 2) return;
    count('groups');
    count('commands in groups', effectCount);
    counts.set('largest group', Math.max(read('largest group'), effectCount));
  }

  return { count, noteWrite, read };
}
