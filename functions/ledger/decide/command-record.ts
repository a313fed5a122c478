import type * as z from 'zod';
import { type CommandRecord, commandKeyHashOf } from '../account/charge-record.ts';
import { fingerprintOf, type RecordedCommand } from '../commands.ts';
import { type Decision, type Known, type RecordedAnswer, refuse } from '../decision.ts';

/** The hash under which a command's own record stands, or undefined when it has no key. */
export const keyHashOf = ({ kind, idempotencyKey }: RecordedCommand): string | undefined =>
  idempotencyKey === undefined ? undefined : commandKeyHashOf(kind, idempotencyKey);

/**
 * The permanent record of a command with a key: what it answered.
 *
 * @param sequence the command's last entry, or null when it moved no token
 */
export function recordOf(
  command: RecordedCommand,
  known: Known,
  sequence: number | null,
  answer: RecordedAnswer,
): CommandRecord | undefined {
  const keyHash = keyHashOf(command);
  if (keyHash === undefined) return undefined;
  return {
    accountId: command.accountId,
    keyHash,
    fingerprint: fingerprintOf(command),
    writtenBy: known.writtenBy,
    sequence,
    answer: Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'isReplay')),
    createdAt: known.now,
  };
}

/** The first answer word by word, or null for a command that is not known. */
export function replayRecord(
  { record, writtenBy }: Known,
  command: RecordedCommand,
  answerSchema: z.ZodType<object>,
): Decision | null {
  if (record === null) return null;
  if (record.fingerprint !== fingerprintOf(command)) return refuse('idempotency_key_reused');
  const answer = answerSchema.parse(record.answer);
  const isReplay = record.writtenBy !== writtenBy;
  // What was stored is the answer without this one member.
  return { kind: 'answer', answer: { ...answer, isReplay } as RecordedAnswer };
}
