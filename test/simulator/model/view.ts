import type { CustomerCommand } from './customer-command.ts';
import type { Pocket, Purse } from './purse.ts';

export type Status = 'open' | 'captured' | 'released' | 'expired' | 'uncollected';

/** One payment and what became of it. */
export interface Payment {
  readonly chargeId: string;
  readonly isHold: boolean;
  readonly service: string;
  readonly quantity: number;
  readonly tokens: number;
  readonly balanceAfter: number;
  readonly taken: readonly Pocket[];
  readonly status: Status;
  readonly kept: number;
  readonly refunded: number;
  /** ISO start of the month that paid. */
  readonly paidIn: string;
  readonly createdAt: string;
  readonly firstDeadlineSeconds: number | null;
  readonly deadlineSeconds: number | null;
  /** Balance after the rest came back; null while open, or when nothing came back. */
  readonly balanceAfterSettling: number | null;
}

/** The members of an answer that the model foretells. */
export type Foretold = Readonly<Record<string, string | number | boolean | null>>;

/** What a command with a key answered for ever. */
export interface Note {
  readonly request: string;
  readonly answer: Foretold;
}

/** What the model knows of one account at one moment. */
export interface View {
  readonly accountId: string;
  /** null: not opened yet. */
  readonly purse: Purse | null;
  payment(chargeId: string): Payment | undefined;
  note(noteId: string): Note | undefined;
  /** The id that a key's payment will have. */
  chargeIdOf(idempotencyKey: string): string;
}

/** What a command does: nothing but a refusal, an answer given before, or a change. */
export type Outcome =
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'repeated'; readonly answer: Foretold }
  | {
      readonly kind: 'done';
      readonly answer: Foretold;
      readonly purse: Purse;
      readonly payment?: Payment;
      readonly note?: { readonly id: string; readonly note: Note };
    };

export const refused = (code: string): Outcome => ({ kind: 'refused', code });
export const repeated = (answer: Foretold): Outcome => ({ kind: 'repeated', answer });

/** Under which name a key is remembered: keys of different commands are different. */
export const noteIdOf = ({ kind }: CustomerCommand, idempotencyKey: string): string =>
  `${kind} ${idempotencyKey}`;

/** ISO time of a deadline. */
export const isoOf = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString();

/** Deadlines count from the next whole second. @param now ISO 8601 time in UTC */
export const deadlineAfter = (now: string, seconds: number): number =>
  Math.ceil(Date.parse(now) / 1000) + seconds;
