import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Database, Request } from '../database/database.ts';
import { serviceError, transactionCancelled } from '../database/database-errors.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { Faults } from './faults.ts';
import { createLocks, keysWritten } from './locks.ts';
import type { WriteObserver } from './write-observer.ts';

/** The client gives up waiting after this. */
const timeoutMs = 3_000;
/** One way, most of the time. */
const latencyMs = { least: 1, most: 12 };
const slowReplyMs = { least: 300, most: 2_500 };
/** From taking its locks to the end of a transaction. */
const transactionMs = { least: 1, most: 8 };

/** Between sending and dying, at most: before the request arrives, or after the reply. */
const killWithinMs = 30;

/** Whoever sends: a process that may die, with a clock of its own. */
export interface Sender {
  readonly name: string;
  isAlive(): boolean;
  now(): Date;
  kill(): void;
}

export interface NetworkParts {
  readonly scheduler: Scheduler;
  readonly random: SeededRandom;
  readonly faults: Faults;
  readonly database: Database;
  readonly observer: WriteObserver;
}

/**
 * Between the processes and the database: requests and replies take time, get lost, come late, and
 * transactions that overlap in time on an item refuse each other, as those of DynamoDB do.
 */
export function createNetwork(parts: NetworkParts) {
  const { scheduler, random, faults } = parts;
  const locks = createLocks();

  /** A document client as the ledger knows it. */
  function connect(sender: Sender): DynamoDBDocumentClient {
    const send = (request: Request) =>
      new Promise<object>((resolve, reject) => {
        const ifAlive =
          <Result>(settle: (result: Result) => void) =>
          (result: Result) => {
            // The promises of a dead process are never settled: it does not see how they end.
            if (sender.isAlive()) settle(result);
          };
        if (sender.isAlive()) transmit(sender, request, ifAlive(resolve), ifAlive(reject));
      });
    // The ledger uses nothing of a client but this.
    return { send } as unknown as DynamoDBDocumentClient;
  }

  function transmit(
    sender: Sender,
    request: Request,
    resolve: (output: object) => void,
    reject: (error: unknown) => void,
  ): void {
    const sentAt = sender.now().toISOString();
    const reply = (delayMs: number, settle: () => void) => scheduler.schedule(delayMs, settle);
    const perform = () => performLocked(parts, locks, { sender, request, sentAt });
    const giveUp = () => reply(timeoutMs, () => reject(timeoutError()));
    if (faults.strikes('kill')) scheduler.schedule(random.next() * killWithinMs, sender.kill);
    const arriveMs = between(random, latencyMs);
    if (faults.strikes('lost-request')) return giveUp();
    if (faults.strikes('late-request')) {
      giveUp();
      return scheduler.schedule(timeoutMs + between(random, slowReplyMs), () => {
        // Nobody hears what comes of it.
        void perform().catch(() => {});
      });
    }
    const replyMs = between(random, faults.strikes('slow-reply') ? slowReplyMs : latencyMs);
    scheduler.schedule(arriveMs, () => {
      const refusal = refuseEarly(faults, random, request);
      if (refusal !== null) return reply(replyMs, () => reject(refusal));
      const isReplyLost = faults.strikes('lost-reply');
      const isServerError = faults.strikes('server-error');
      if (isServerError && random.chance(0.5)) return reply(replyMs, () => reject(serverError()));
      // Not awaited: a transaction takes time, and that must go on meanwhile.
      void perform().then(
        (output) => {
          if (isReplyLost) return giveUp();
          reply(replyMs, () => (isServerError ? reject(serverError()) : resolve(output)));
        },
        (error: unknown) => reply(replyMs, () => reject(error)),
      );
    });
  }

  return { connect, locks };
}

/** Refusals of a busy database: nothing is done. */
function refuseEarly(faults: Faults, random: SeededRandom, request: Request): Error | null {
  const isWrite = keysWritten(request).length > 0;
  const isTransaction = request instanceof TransactWriteCommand;
  if (isWrite && faults.strikes('conflict')) {
    return isTransaction
      ? cancelledBecause('TransactionConflict', request)
      : serviceError('TransactionConflictException', 'client');
  }
  if (!faults.strikes('throttling')) return null;
  return isTransaction && random.chance(0.5)
    ? cancelledBecause('ThrottlingError', request)
    : serviceError('ThrottlingException', 'client');
}

function cancelledBecause(code: string, request: TransactWriteCommand): Error {
  const others = (request.input.TransactItems ?? []).slice(1).map(() => ({ Code: 'None' }));
  return transactionCancelled([{ Code: code }, ...others]);
}

/** Carries out a request that has arrived, and tells the observer what it wrote. */
async function performLocked(
  parts: NetworkParts,
  locks: ReturnType<typeof createLocks>,
  { sender, request, sentAt }: { sender: Sender; request: Request; sentAt: string },
): Promise<object> {
  const { scheduler, random, database, observer } = parts;
  const written = keysWritten(request);
  if (written.length > 0 && !locks.areFree(written)) {
    throw request instanceof TransactWriteCommand
      ? cancelledBecause('TransactionConflict', request)
      : serviceError('TransactionConflictException', 'client');
  }
  if (!(request instanceof TransactWriteCommand)) return performNow();
  const unlock = locks.take(written);
  await scheduler.wait(between(random, transactionMs));
  try {
    return await performNow();
  } finally {
    unlock();
  }

  async function performNow(): Promise<object> {
    try {
      return await scheduler.standStillFor(performAndTell());
    } catch (error) {
      // Whatever is no answer of a database is a fault of the simulation, or what it looks for.
      const isAnswer =
        error instanceof DynamoDBServiceException && error.name !== 'ValidationException';
      if (!isAnswer) scheduler.abort(error);
      throw error;
    }
  }

  async function performAndTell(): Promise<object> {
    const output = await database.perform(request);
    if (written.length > 0) await observer.observe({ written, sentAt, sender: sender.name });
    return output;
  }
}

const between = (random: SeededRandom, { least, most }: { least: number; most: number }) =>
  least + random.next() * (most - least);

const timeoutError = () =>
  Object.assign(new Error('simulated: no reply in time'), { name: 'TimeoutError' });
const serverError = () => serviceError('InternalServerError', 'server');
