import { limits } from '../../shared/limits.ts';
import { addToBuckets } from './buckets.ts';
import { type CommandRecord, commandKeyHashOf } from './charge-record.ts';
import { fingerprintOf, type GrantCommand } from './commands.ts';
import { type Decision, type DecisionInput, type GrantAnswer, refuse } from './decision.ts';
import { appendEntry } from './draft.ts';
import { soundDraft } from './repair.ts';

/** Adds tokens. A missing balance is opened first, so a purchase never lands on nothing. */
export function decideGrant(input: DecisionInput, command: GrantCommand): Decision {
  if (!isAmount(command.tokens)) return refuse('amount_invalid');
  if (input.record !== null) return replay(input.record, input.writtenBy, command);

  const draft = soundDraft(input.stored, input.lastEntry, command.accountId, input.now);
  if (draft.state.available + command.tokens > limits.balanceTokens) {
    return refuse('amount_invalid', { largestBalance: limits.balanceTokens });
  }
  const slice = {
    kind: command.bucket,
    tokens: command.tokens,
    grantedAt: input.now,
    ...(command.expiresAt !== undefined && { expiresAt: command.expiresAt }),
  };
  const content = {
    kind: 'grant' as const,
    tokens: command.tokens,
    reference: { bucket: command.bucket, ...command.reference },
    actor: command.actor,
  };
  const buckets = addToBuckets(draft.state.buckets, slice);
  const granted = appendEntry(draft, content, buckets, input.now);
  const newRecord: CommandRecord = {
    accountId: command.accountId,
    keyHash: commandKeyHashOf(command.kind, command.idempotencyKey),
    fingerprint: fingerprintOf(command),
    writtenBy: input.writtenBy,
    sequence: granted.state.version,
    tokens: command.tokens,
    balanceAfter: granted.state.available,
    createdAt: input.now,
  };
  const answer = grantAnswer(newRecord, false);
  return { kind: 'commit', ...granted, spends: 0, newRecord, repair: draft.repair, answer };
}

function replay(record: CommandRecord, writtenBy: string, command: GrantCommand): Decision {
  if (record.fingerprint !== fingerprintOf(command)) return refuse('idempotency_key_reused');
  return { kind: 'answer', answer: grantAnswer(record, record.writtenBy !== writtenBy) };
}

const grantAnswer = (record: CommandRecord, isReplay: boolean): GrantAnswer => ({
  sequence: record.sequence,
  tokens: record.tokens,
  balanceAfter: record.balanceAfter,
  createdAt: record.createdAt,
  isReplay,
});

const isAmount = (tokens: number) =>
  Number.isSafeInteger(tokens) && tokens >= 1 && tokens <= limits.tokensPerCommand;
