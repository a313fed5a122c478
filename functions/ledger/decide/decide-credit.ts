import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import { keyHashOf, recordOf, replayRecord } from './command-record.ts';
import type { AdjustCommand, GrantCommand } from '../commands.ts';
import { commitDraft, type Decision, type EntryAnswer, type Known, refuse } from '../decision.ts';
import { appendEntry, type Draft, type EntryContent } from '../account/draft.ts';

export const storedEntryAnswerSchema = z.object({
  sequence: z.int().min(1),
  tokens: z.int(),
  balanceAfter: z.int().min(0),
  createdAt: z.iso.datetime(),
});

export function recallGrant(known: Known, command: GrantCommand): Decision | null {
  if (!isAmount(command.tokens)) return refuse('amount_invalid');
  const replay = replayRecord(known, command, storedEntryAnswerSchema);
  if (replay !== null) return replay;
  const { expiresAt, bucket } = command;
  // What is left of a plan ends with its period, at no other time.
  const isWrong = expiresAt !== undefined && (bucket === 'plan' || toUtc(expiresAt) <= known.now);
  return isWrong ? refuse('amount_invalid', { expiresAt }) : null;
}

/** Adds tokens. A missing balance is opened first, so a purchase never lands on nothing. */
export function decideGrant(draft: Draft, known: Known, command: GrantCommand): Decision {
  if (draft.state.available + command.tokens > limits.balanceTokens) return tooMuch();
  const { bucket: kind, expiresAt } = command;
  return enter(draft, known, command, {
    kind: 'grant',
    tokens: command.tokens,
    bucket: { kind, ...(expiresAt !== undefined && { expiresAt: toUtc(expiresAt) }) },
    reference: command.reference ?? {},
    actor: command.actor,
  });
}

export function recallAdjust(known: Known, command: AdjustCommand): Decision | null {
  if (!isAmount(Math.abs(command.tokens))) return refuse('amount_invalid');
  return replayRecord(known, command, storedEntryAnswerSchema);
}

/** Corrects a balance; what is added never expires. */
export function decideAdjust(draft: Draft, known: Known, command: AdjustCommand): Decision {
  const { available } = draft.state;
  if (available + command.tokens > limits.balanceTokens) return tooMuch();
  if (available + command.tokens < 0) {
    return refuse('insufficient_tokens', { required: -command.tokens, available });
  }
  return enter(draft, known, command, {
    kind: 'adjustment',
    tokens: command.tokens,
    ...(command.tokens > 0 && { bucket: { kind: 'refund' } }),
    reference: { ...command.reference, reason: command.reason },
    actor: command.actor,
  });
}

function enter(
  draft: Draft,
  known: Known,
  command: GrantCommand | AdjustCommand,
  content: EntryContent,
): Decision {
  const entered = appendEntry(draft, { ...content, keyHash: keyHashOf(command) }, known.now);
  const answer = entryAnswer(entered);
  const newRecord = recordOf(command, known, answer.sequence, answer);
  return commitDraft(entered, { newRecord, answer });
}

/** What the last entry of a draft did. */
export function entryAnswer({ entries }: Draft): EntryAnswer {
  const { sequence, tokens, balanceAfter, createdAt } = entries.at(-1)!;
  return { sequence, tokens, balanceAfter, createdAt, isReplay: false };
}

const tooMuch = () => refuse('amount_invalid', { largestBalance: limits.balanceTokens });

/** One spelling of a time, so that equal times are equal texts. */
const toUtc = (time: string): string => new Date(time).toISOString();

const isAmount = (tokens: number) =>
  Number.isSafeInteger(tokens) && tokens >= 1 && tokens <= limits.tokensPerCommand;
