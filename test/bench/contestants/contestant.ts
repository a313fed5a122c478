import type { Operation } from '../load/measure-load.ts';

/** Something that is measured: one way of taking tokens, on one engine. */
export interface Contestant {
  readonly name: ContestantName;
  readonly engine: string;
  readonly operation: Operation;
}

/** In the order of the table. */
export const contestantNames = {
  bare: 'bare transaction',
  loop: 'bare transaction, loop',
  grouped: 'charge, group commit',
  single: 'charge, one by one',
  pair: 'hold and capture',
  statement: 'SQL, one statement',
  rowLock: 'SQL, row lock',
  orm: 'SQL, row lock, ORM',
} as const;

export type ContestantName = (typeof contestantNames)[keyof typeof contestantNames];
