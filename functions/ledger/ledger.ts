import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { limits } from '../../shared/limits.ts';
import type { Log } from '../log.ts';
import { createAccountQueue } from './commit/account-queue.ts';
import type { LedgerCommand } from './commands.ts';
import type { AnswerOf } from './decision.ts';
import { busy } from './commit/ledger-failure.ts';
import { createLedgerReader } from './read/ledger-reader.ts';
import { createLedgerWriter } from './commit/ledger-writer.ts';
import { createRunGroup, type LedgerParts } from './commit/run-group.ts';
import { createSettleAlone } from './commit/settle-alone.ts';
import { createStateMemory } from './commit/state-memory.ts';
import { createTask } from './commit/task.ts';

export interface LedgerDependencies extends Partial<
  Pick<LedgerParts, 'now' | 'random' | 'wait' | 'isDelivered'>
> {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly log: Log;
  /** Commands of one account that are committed together at most; 1 switches that off. */
  readonly groupCommandCount?: number;
}

export type Ledger = ReturnType<typeof createLedger>;

/**
 * The ledger. Safe to call any number of times with the same idempotency key, from any number of
 * processes. Commands that wait for the same account are committed together.
 */
export function createLedger(dependencies: LedgerDependencies) {
  const { documents, tableName, log } = dependencies;
  const parts: LedgerParts = {
    reader: createLedgerReader(documents, tableName),
    writer: createLedgerWriter(documents, tableName),
    memory: createStateMemory(limits.rememberedAccountCount),
    log,
    now: dependencies.now ?? (() => new Date()),
    random: dependencies.random ?? Math.random,
    wait: dependencies.wait ?? waitMs,
    isDelivered: dependencies.isDelivered ?? (async () => false),
  };
  const settleAlone = createSettleAlone(parts);
  const enqueue = createAccountQueue(
    createRunGroup(parts),
    dependencies.groupCommandCount ?? limits.groupCommandCount,
    limits.waitingCommandCount,
  );

  /**
   * Carries out a command.
   *
   * @returns the answer; `isReplay` when an earlier call with the same key had carried it out
   * @throws AppError with the refusal's code; `account_not_found`; `account_busy` after too many
   *   lost races; `ledger_unavailable` when the database does not answer. After the last two the
   *   same command may simply be sent again.
   */
  async function execute<Command extends LedgerCommand>(
    command: Command,
  ): Promise<AnswerOf<Command>> {
    const deadline = parts.now().getTime() + limits.ledgerDeadlineMs;
    const { task, outcome } = createTask(command, deadline);
    const isSettled =
      (command.kind === 'capture' || command.kind === 'extend') &&
      (await settleAlone(task, command));
    if (!isSettled && !enqueue(command.accountId, task)) task.fail(busy());
    return (await outcome) as AnswerOf<Command>;
  }

  return { execute, reader: parts.reader };
}

const waitMs = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
