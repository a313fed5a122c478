import { randomUUID } from 'node:crypto';
import type { AppError } from '../../app-error.ts';
import type { StoredState } from '../account/account-state.ts';
import { chargeIdOf } from '../account/charge-record.ts';
import { keyHashOf } from '../decide/command-record.ts';
import { isSettle, isSpend, type LedgerCommand, type RecordedCommand } from '../commands.ts';
import type { Answer, Decision } from '../decision.ts';

/** A command that somebody waits for. */
export interface Task {
  readonly command: LedgerCommand;
  /** Random: tells our own lost reply from somebody's twin. */
  readonly writtenBy: string;
  /** Epoch milliseconds after which nobody waits any more. */
  readonly deadline: number;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: AppError) => void;
  /** What was sent and may have been written, though no reply came. */
  unheard?: Decision;
  /** The state against which a refusal was checked, with this command's own record read after. */
  checkedAgainst?: StoredState;
}

/** @returns the task, and the promise of what comes of it */
export function createTask(
  command: LedgerCommand,
  deadline: number,
): { readonly task: Task; readonly outcome: Promise<Answer> } {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const task = { command, writtenBy: randomUUID(), deadline, answer: resolve, fail: reject };
  return { task, outcome: promise };
}

/** A command of the ledger's own, for which nobody waits. */
export const createOwnTask = (command: LedgerCommand, deadline: number): Task => ({
  command,
  writtenBy: randomUUID(),
  deadline,
  answer: () => {},
  fail: () => {},
});

/** The charge that a command makes or settles. */
export function chargeIdFor(command: LedgerCommand): string | undefined {
  if (isSpend(command)) return chargeIdOf(command.idempotencyKey);
  return isSettle(command) || command.kind === 'refund' ? command.chargeId : undefined;
}

/** Where the record of the command stands, for those that keep one of their own. */
export const recordKeyFor = (command: LedgerCommand): string | undefined =>
  isRecorded(command) ? keyHashOf(command) : undefined;

const isRecorded = (command: LedgerCommand): command is RecordedCommand =>
  isSettle(command) ||
  command.kind === 'grant' ||
  command.kind === 'refund' ||
  command.kind === 'adjust' ||
  command.kind === 'change plan';
