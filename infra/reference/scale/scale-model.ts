import type { ApiFunctionName } from '../../capabilities.ts';
import { functionMemoryMegabytes } from '../../function-memory.ts';
import { awsLimits, awsPrices, storageOverheadBytes } from './aws-limits.ts';
import { ledgerFootprint } from './ledger-footprint.ts';

/** What is guessed and not counted; everything that depends on it says so. */
export const assumptions = {
  /** From the message to the end of its reply. */
  turnSeconds: 6,
  /** The authorizer for each request, and the reading of the balance. */
  otherFunctionsSeconds: 0.06,
  /** Requests that a page sends for one turn: the message, and the balance after it. */
  requestsPerTurn: 2,
  /** A charge by API, from the request to its answer. */
  chargeRequestSeconds: 0.1,
} as const;

/** Where something ends: so much a second, and no more. */
export interface Wall {
  readonly charges: number;
  readonly turns: number;
}

const { charge, turn, stateWrites, captureWrites, entryWrites } = ledgerFootprint;
const partition = awsLimits.partitionWriteUnitsPerSecond;

/** Units of the table for each of `count` charges that are committed together. */
export const chargeWritesInGroup = (count: number): number =>
  (stateWrites + count * (charge.tableWrites - stateWrites)) / count;

/** The same for holds, with the captures, each of which is a request of its own. */
export const turnWritesInGroup = (count: number): number =>
  chargeWritesInGroup(count) + captureWrites;

const perSecond = (limit: number, units: number): number => Math.floor(limit / units);

/** What one account can do with `count` commands in each commit. */
export function accountWalls(count: number) {
  const commitsPerSecond = 1000 / awsLimits.transactionMs;
  const oneByOne = Math.floor(commitsPerSecond * count);
  const stateOnly = perSecond(partition, stateWrites / count);
  const ofEntries = perSecond(partition, entryWrites);
  return {
    oneAfterTheOther: { charges: oneByOne, turns: oneByOne },
    onePartition: {
      charges: perSecond(partition, chargeWritesInGroup(count)),
      turns: perSecond(partition, turnWritesInGroup(count)),
    },
    state: { charges: stateOnly, turns: stateOnly },
    entries: { charges: ofEntries, turns: ofEntries },
  } satisfies Record<string, Wall>;
}

/** What one table can do with many accounts, none of them busy, so nothing is committed together. */
export function tableWalls() {
  const { recentShardCount, recentIndexWrites, dueShardCount, dueIndexWrites } = ledgerFootprint;
  const ofTable = (limit: number): Wall => ({
    charges: perSecond(limit, charge.tableWrites),
    turns: perSecond(limit, turn.tableWrites),
  });
  const recent = perSecond(recentShardCount * partition, recentIndexWrites);
  return {
    newTable: ofTable(awsLimits.newTableWriteUnitsPerSecond),
    recentIndex: { charges: recent, turns: recent },
    quota: ofTable(awsLimits.tableWriteUnitsPerSecond),
    dueIndex: {
      charges: Number.POSITIVE_INFINITY,
      turns: perSecond(dueShardCount * partition, dueIndexWrites),
    },
  } satisfies Record<string, Wall>;
}

/** What one Region can do in front of the table, with an account's default quotas. */
export function regionWalls() {
  const { turnSeconds, chargeRequestSeconds, requestsPerTurn } = assumptions;
  return {
    lambda: {
      charges: perSecond(awsLimits.lambdaConcurrency, chargeRequestSeconds),
      turns: perSecond(awsLimits.lambdaConcurrency, turnSeconds),
    },
    api: {
      charges: awsLimits.apiRequestsPerSecond,
      turns: perSecond(awsLimits.apiRequestsPerSecond, requestsPerTurn),
    },
  } satisfies Record<string, Wall>;
}

/** US dollars for a million turns. */
export function millionTurnsCost() {
  const { turnSeconds, otherFunctionsSeconds, requestsPerTurn } = assumptions;
  const gigabyteSeconds =
    turnSeconds * gigabytesOf('chat') +
    otherFunctionsSeconds *
      (gigabytesOf('authorize') * requestsPerTurn + gigabytesOf('getBalance'));
  const { table, index } = turnBytes();
  const storedGigabytes = (bytes: number) => (bytes * 1_000_000) / 1_000_000_000;
  return {
    writes: (turn.tableWrites + turn.indexWrites) * awsPrices.millionWriteUnitsUsd,
    reads: turn.reads * awsPrices.millionReadUnitsUsd,
    /** Rows are never deleted: for each year that they are kept. Backups hold no indexes. */
    storagePerYear:
      12 *
      (storedGigabytes(table + index) * awsPrices.storageGigabyteMonthUsd +
        storedGigabytes(table) * awsPrices.backupGigabyteMonthUsd),
    /** One short-lived item for each caller and minute, written with each request. */
    callerCounts: requestsPerTurn * awsPrices.millionWriteUnitsUsd,
    // Each request runs the authorizer, too.
    lambda:
      awsPrices.millionLambdaRequestsUsd * requestsPerTurn * 2 +
      gigabyteSeconds * awsPrices.lambdaGigabyteSecondUsd * 1_000_000,
    api: requestsPerTurn * awsPrices.millionApiRequestsUsd,
  };
}

const gigabytesOf = (name: ApiFunctionName): number => functionMemoryMegabytes(name) / 1024;

/** What a turn leaves in the ledger for ever: entry and charge, and the entry in its index. */
export function turnBytes(): { readonly table: number; readonly index: number } {
  const { entry, charge } = ledgerFootprint.turnItemBytes;
  return { table: entry + charge + 2 * storageOverheadBytes, index: entry + storageOverheadBytes };
}
