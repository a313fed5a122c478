import { createLedgerReader } from '../../../functions/ledger/read/ledger-reader.ts';
import { keys } from '../../../functions/store/keys.ts';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Database, Request } from '../database/database.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { Tally } from '../tally.ts';
import type { Trace } from '../trace.ts';
import { createCaller } from './caller.ts';
import type { Faults } from './faults.ts';
import { createNetwork } from './network.ts';
import { createProcess, type Process } from './process.ts';
import { createTableObserver } from './table-observer.ts';

export interface WorldParts {
  readonly scheduler: Scheduler;
  readonly random: SeededRandom;
  readonly faults: Faults;
  readonly tally: Tally;
  readonly trace: Trace;
  readonly database: Database;
  readonly tableName: string;
  readonly accountIds: readonly string[];
  readonly processCount: number;
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A table with accounts that nobody has opened yet, and processes that serve it. */
export async function createWorld(parts: WorldParts) {
  const { scheduler, random, faults, tally, trace, database, accountIds } = parts;
  const observer = createTableObserver(database, tally, trace, accountIds);
  const network = createNetwork({ scheduler, random, faults, database, observer });
  const processes: Process[] = [];
  let startedCount = 0;

  for (const accountId of accountIds) {
    const profile = keys.profile(accountId);
    await database.overwrite(profile, { ...profile, accountId });
  }

  /** In the place of one that died, without its memory. */
  function startProcess(place: number): void {
    startedCount += 1;
    processes[place] = createProcess({
      name: `process ${startedCount}`,
      tableName: parts.tableName,
      scheduler,
      random,
      network,
      isSkewed: faults.strikes('clock-skew'),
      onError: scheduler.abort,
      onKill: () => {
        tally.count('processes killed');
        startProcess(place);
      },
    });
  }
  for (let place = 0; place < parts.processCount; place++) startProcess(place);

  const pickProcess = () => random.pick(processes);
  const send = createCaller({ scheduler, random, tally, trace, observer, pickProcess });
  return {
    ...parts,
    observer,
    locks: network.locks,
    processes,
    pickProcess,
    send,
    /** Reads without delay or fault, for checks when nothing is under way. */
    reader: createLedgerReader(calmDocuments(database), parts.tableName),
  };
}

/** The ledger uses nothing of a client but `send`. */
const calmDocuments = (database: Database) =>
  ({
    send: (request: Request) => database.perform(request),
  }) as unknown as DynamoDBDocumentClient;
