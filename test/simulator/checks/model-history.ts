import type { Purse } from '../model/purse.ts';
import type { Note, Payment, View } from '../model/view.ts';
import { hashText } from './hash-text.ts';

/** A value, and the moment from which on it held. */
interface Since<Value> {
  readonly moment: number;
  readonly value: Value;
}

/**
 * The model's account at every moment of its past, so that an answer can be compared with what was
 * true when it was given. Moments are counted as `moments.ts` says.
 */
export function createModelHistory(accountId: string) {
  const purses: Since<Purse | null>[] = [{ moment: 0, value: null }];
  const payments = new Map<string, Since<Payment>[]>();
  const notes = new Map<string, Since<Note>[]>();

  const viewAt = (moment: number): View => ({
    accountId,
    purse: latest(purses, moment) ?? null,
    payment: (chargeId) => latest(payments.get(chargeId) ?? [], moment),
    note: (noteId) => latest(notes.get(noteId) ?? [], moment),
    chargeIdOf: hashText,
  });

  return {
    viewAt,
    now: () => viewAt(Infinity),
    payments: () => [...payments.values()].flatMap((past) => past.at(-1)?.value ?? []),
    setPurse: (moment: number, value: Purse) => purses.push({ moment, value }),
    setPayment: (moment: number, value: Payment) =>
      add(payments, value.chargeId, { moment, value }),
    setNote: (moment: number, id: string, value: Note) => add(notes, id, { moment, value }),
    /** The last moments at which something changed, newest first. */
    recentMoments: (count: number): number[] =>
      purses
        .slice(-count)
        .map(({ moment }) => moment)
        .toReversed(),
    /** A moment, and all later ones at which something changed, oldest first. */
    momentsBetween(from: number, to: number): number[] {
      const later = purses.filter(({ moment }) => moment > from && moment <= to);
      return [from, ...later.map(({ moment }) => moment)];
    },
  };
}

function add<Value>(lists: Map<string, Since<Value>[]>, id: string, added: Since<Value>): void {
  const list = lists.get(id);
  if (list === undefined) lists.set(id, [added]);
  else list.push(added);
}

/** Found from the end: almost always the last or the one before it. */
const latest = <Value>(past: readonly Since<Value>[], moment: number): Value | undefined =>
  past.findLast((since) => since.moment <= moment)?.value;
