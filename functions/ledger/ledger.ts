import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { limits } from '../../shared/limits.ts';
import { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import { createAccountQueue } from './account-queue.ts';
import type { StoredState } from './account-state.ts';
import { chargeIdOf, commandKeyHashOf } from './charge-record.ts';
import type { LedgerCommand } from './commands.ts';
import { decide } from './decide.ts';
import type { Answer, AnswerOf, Decision, DecisionInput } from './decision.ts';
import type { Entry } from './entry.ts';
import { createLedgerReader } from './ledger-reader.ts';
import { createLedgerWriter, type Learned, type WriteOutcome } from './ledger-writer.ts';
import { logCommit } from './log-commit.ts';

export interface LedgerDependencies {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly log: Log;
  readonly now?: () => Date;
  /** Uniform in [0, 1); spreads tries after a lost race. */
  readonly random?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
}

export type Ledger = ReturnType<typeof createLedger>;

/**
 * The ledger: reads the account, decides, commits in one transaction, and does so again when it
 * lost a race or cannot know whether it was heard. Safe to call any number of times with the same
 * idempotency key, from any number of processes.
 */
export function createLedger(dependencies: LedgerDependencies) {
  const { documents, tableName, log } = dependencies;
  const now = dependencies.now ?? (() => new Date());
  const random = dependencies.random ?? Math.random;
  const wait = dependencies.wait ?? waitMs;
  const reader = createLedgerReader(documents, tableName);
  const writer = createLedgerWriter(documents, tableName);
  const enqueue = createAccountQueue();

  /**
   * Carries out a command.
   *
   * @returns the answer; `isReplay` when an earlier call with the same key had carried it out
   * @throws AppError with the refusal's code; `account_not_found`; `account_busy` after too many
   *   lost races; `ledger_unavailable` when the database does not answer. After the last two the
   *   same command may simply be sent again.
   */
  function execute<Command extends LedgerCommand>(command: Command): Promise<AnswerOf<Command>> {
    const deadline = now().getTime() + limits.ledgerDeadlineMs;
    const run = () => runUntilAnswered(command, deadline);
    return enqueue(command.accountId, run) as Promise<AnswerOf<Command>>;
  }

  async function runUntilAnswered(command: LedgerCommand, deadline: number): Promise<Answer> {
    const writtenBy = randomUUID();
    let known: Learned = {};
    let lastFailure: Exclude<WriteOutcome, { kind: 'written' }> | undefined;
    let unheard: Decision | undefined;
    for (let attempt = 0; attempt < limits.ledgerAttemptCount; attempt++) {
      if (now().getTime() > deadline) break;
      const input = await completeInput(command, known, writtenBy);
      const decision = decide(input, command);
      if (decision.kind === 'answer') {
        // Our own write, whose reply got lost: it still belongs into the log.
        if (!decision.answer.isReplay) logCommit(log, command, unheard);
        return decision.answer;
      }
      if (decision.kind === 'refuse') {
        const earlier = await readEarlierTwin(decision, command, known);
        if (earlier === null) throw new AppError(decision.code, { members: decision.members });
        known = { ...known, ...earlier };
        continue;
      }
      const outcome = await write(input.stored, decision);
      if (outcome.kind === 'written') {
        logCommit(log, command, decision);
        return decision.answer;
      }
      if (outcome.kind === 'unavailable') throw unavailable(outcome.cause);
      lastFailure = outcome;
      if (outcome.kind === 'ambiguous') unheard = decision;
      known = outcome.learned;
      await wait(backoffMs(attempt, random()));
    }
    throw lastFailure?.kind === 'ambiguous' ? unavailable(lastFailure.cause) : busy();
  }

  function write(found: StoredState, decision: Exclude<Decision, { kind: 'answer' | 'refuse' }>) {
    return decision.kind === 'capture'
      ? writer.capture(decision.settledCharge)
      : writer.commit(found, decision);
  }

  /** Reads what the decision needs and no failed condition has shown yet. */
  async function completeInput(
    command: LedgerCommand,
    known: Learned,
    writtenBy: string,
  ): Promise<DecisionInput> {
    const isSettling = command.kind === 'capture' || command.kind === 'release';
    const [read, charge] = await Promise.all([
      known.stored ?? readOrFail(() => reader.readState(command.accountId)),
      isSettling && known.charge === undefined
        ? readOrFail(() => reader.readCharge(command.accountId, command.chargeId))
        : (known.charge ?? null),
    ]);
    const isSuspect = read.kind !== 'sound' || known.isStateBehind === true;
    const lastEntry = isSuspect ? await readOrFail(() => readProof(command.accountId)) : null;
    return {
      stored: checkAgainst(lastEntry, read),
      lastEntry,
      charge,
      record: known.record ?? null,
      now: now().toISOString(),
      writtenBy,
    };
  }

  /** For a state that is not sound: the last entry, or the proof that the account exists. */
  async function readProof(accountId: string) {
    const lastEntry = await reader.readLastEntry(accountId);
    if (lastEntry === null && !(await reader.isAccount(accountId))) {
      throw new AppError('account_not_found');
    }
    return lastEntry;
  }

  /**
   * Before a balance is called too small, or too full for a grant: our own twin may have made it
   * so. Read after the state, its record cannot have been missed.
   */
  async function readEarlierTwin(
    decision: Decision,
    command: LedgerCommand,
    known: Learned,
  ): Promise<Learned | null> {
    const code = decision.kind === 'refuse' ? decision.code : null;
    const { accountId } = command;
    const isSpending = command.kind === 'charge' || command.kind === 'hold';
    if (isSpending && code === 'insufficient_tokens' && known.charge === undefined) {
      const chargeId = chargeIdOf(command.idempotencyKey);
      const charge = await readOrFail(() => reader.readCharge(accountId, chargeId));
      return charge && { charge };
    }
    if (command.kind === 'grant' && code === 'amount_invalid' && known.record === undefined) {
      const keyHash = commandKeyHashOf(command.kind, command.idempotencyKey);
      const record = await readOrFail(() => reader.readRecord(accountId, keyHash));
      return record && { record };
    }
    return null;
  }

  return { execute, reader };
}

/** A state can be well-formed and still say less than the entries: they are right. */
const checkAgainst = (lastEntry: Entry | null, stored: StoredState): StoredState =>
  stored.kind === 'sound' && lastEntry !== null && lastEntry.sequence > stored.state.version
    ? { kind: 'broken', found: 'behind its entries', item: { ...stored.state } }
    : stored;

async function readOrFail<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof AppError ? error : unavailable(error);
  }
}

const unavailable = (cause: unknown) =>
  new AppError('ledger_unavailable', { cause, retryAfterSeconds: 2 });
const busy = () => new AppError('account_busy', { retryAfterSeconds: 1 });

/** Full jitter: anywhere between nothing and a bound that doubles. */
const backoffMs = (attempt: number, random: number) =>
  random * Math.min(limits.ledgerBackoffCapMs, limits.ledgerBackoffBaseMs * 2 ** attempt);

const waitMs = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
