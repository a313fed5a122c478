import { limits } from '../../../shared/limits.ts';
import { AppError, isAppError } from '../../app-error.ts';
import type { Log } from '../../log.ts';
import type { StoredState } from '../account/account-state.ts';
import { backoffMs } from './backoff.ts';
import type { ChargeRecord } from '../account/charge-record.ts';
import { checkRefusals, isDoubtful } from './check-refusals.ts';
import { completeFacts } from './complete-facts.ts';
import { decideGroup, type GroupDecision } from './decide-group.ts';
import { type Knowledge, learn, learnOwnCommit, startKnowledge } from './knowledge.ts';
import { busy, unavailable } from './ledger-failure.ts';
import type { LedgerReader } from '../read/ledger-reader.ts';
import type { createLedgerWriter, WriteOutcome } from './ledger-writer.ts';
import { logOutcome, logRepair } from './log-commit.ts';
import type { StateMemory } from './state-memory.ts';
import type { Task } from './task.ts';

export interface LedgerParts {
  readonly reader: LedgerReader;
  readonly writer: ReturnType<typeof createLedgerWriter>;
  readonly memory: StateMemory;
  readonly log: Log;
  readonly now: () => Date;
  /** Uniform in [0, 1); spreads tries after a lost race. */
  readonly random: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Whether the work of an overdue hold was done after all: then it is not given back. */
  readonly isDelivered: (charge: ChargeRecord) => Promise<boolean>;
}

type Failure = Exclude<WriteOutcome, { kind: 'written' }>;

/**
 * Carries out commands of one account together: reads what they need, decides them in order,
 * commits them in one transaction, and does so again when it lost a race or cannot know whether it
 * was heard. Each command gets its own answer or refusal.
 */
export function createRunGroup(parts: LedgerParts) {
  const { reader, writer, memory, log, now, random, wait } = parts;

  /** Never rejects. */
  return async function runGroup(accountId: string, tasks: readonly Task[]): Promise<void> {
    const open = new Set(tasks);
    try {
      await runUntilAnswered(accountId, open);
    } catch (cause) {
      memory.forget(accountId);
      const error = isAppError(cause) ? cause : new AppError('internal', { cause });
      if (open.size > 1 && !isTransient(error)) {
        // One command may have spoilt it for the others.
        for (const task of open) await runGroup(accountId, [task]);
      } else {
        for (const task of open) task.fail(error);
      }
    }
  };

  /** @param open commands without an answer; each that gets one leaves it */
  async function runUntilAnswered(accountId: string, open: Set<Task>): Promise<void> {
    const known = startKnowledge(mayUseMemory(open) ? memory.recall(accountId) : undefined);
    let attempt = 0;
    let lostRaceCount = 0;
    let lastFailure: Failure | undefined;
    while (true) {
      failOverdue(open, lastFailure);
      if (open.size === 0) return;
      if (attempt >= limits.ledgerAttemptCount) throw failureOf(lastFailure);
      const facts = await completeFacts(reader, accountId, known, [...open]);
      const decided = decideGroup(facts, [...open], now().toISOString());
      const doubtful = decided.outcomes.filter((outcome) => isDoubtful(outcome, known));
      if (doubtful.length > 0) {
        putFirst(open, await checkRefusals(parts, known, doubtful, now()));
        continue;
      }
      const outcome = await write(facts.stored, decided);
      if (outcome.kind === 'written') {
        finish(accountId, known, decided, open);
        if (lostRaceCount > 0) log.info('races lost', { accountId, count: lostRaceCount });
        attempt = lostRaceCount = 0;
        continue;
      }
      lastFailure = outcome;
      if (outcome.kind === 'unavailable') throw unavailable(outcome.cause);
      if (outcome.kind === 'invalid') throw new AppError('internal', { cause: outcome.cause });
      if (outcome.kind === 'ambiguous') markUnheard(decided);
      const wasOldMemory = known.isFromMemory && attempt === 0;
      learn(known, outcome.learned);
      if (outcome.kind === 'lost race' && !wasOldMemory) lostRaceCount += 1;
      if (!wasOldMemory) await wait(backoffMs(attempt, random()));
      attempt += 1;
    }
  }

  async function write(found: StoredState, { commit }: GroupDecision): Promise<WriteOutcome> {
    const { state, newCharges, chargeChanges, newRecords } = commit;
    const count = newCharges.length + chargeChanges.length + newRecords.length;
    if (state === null && count === 0) return { kind: 'written' };
    const [change] = chargeChanges;
    if (state === null && count === 1 && change !== undefined) return writer.updateCharge(change);
    return writer.commit(found, commit);
  }

  function finish(
    accountId: string,
    known: Knowledge,
    { commit, outcomes, repair }: GroupDecision,
    open: Set<Task>,
  ): void {
    learnOwnCommit(known, commit);
    if (commit.state !== null) memory.remember(accountId, { kind: 'sound', state: commit.state });
    if (repair !== null) logRepair(log, accountId, repair, commit.entries);
    for (const { task, decision } of outcomes) {
      open.delete(task);
      logOutcome(log, task, decision);
      if (decision.kind === 'refuse') {
        task.fail(new AppError(decision.code, { members: decision.members }));
      } else {
        task.answer(decision.answer);
      }
    }
  }

  function failOverdue(open: Set<Task>, lastFailure: Failure | undefined): void {
    for (const task of open) {
      if (now().getTime() <= task.deadline) continue;
      open.delete(task);
      task.fail(failureOf(lastFailure));
    }
  }
}

/** These answer from the state itself, without a write that would find an old one out. */
const mayUseMemory = (open: ReadonlySet<Task>): boolean =>
  [...open].every(
    ({ command: { kind } }) => !['open', 'freeze', 'unfreeze', 'repair'].includes(kind),
  );

function putFirst(open: Set<Task>, tasks: readonly Task[]): void {
  if (tasks.length === 0) return;
  const others = [...open];
  open.clear();
  for (const task of [...tasks, ...others]) open.add(task);
}

/** What may have been written belongs into the log once it turns out that it was. */
function markUnheard({ outcomes }: GroupDecision): void {
  for (const { task, decision } of outcomes) task.unheard = decision;
}

const failureOf = (failure: Failure | undefined): AppError =>
  failure?.kind === 'ambiguous' ? unavailable(failure.cause) : busy();

const isTransient = ({ code }: AppError): boolean =>
  code === 'ledger_unavailable' || code === 'account_busy';
