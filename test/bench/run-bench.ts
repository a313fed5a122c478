import { availableParallelism, cpus } from 'node:os';
import type { BenchOptions } from './bench-options.ts';
import { createBareContestant } from './contestants/bare-contestant.ts';
import { type Contestant, contestantNames } from './contestants/contestant.ts';
import { createLoopContestant } from './contestants/loop-contestant.ts';
import { createSequelizeContestant } from './contestants/sequelize-contestant.ts';
import { createLedgerContestants } from './contestants/ledger-contestants.ts';
import { createSqlContestants } from './contestants/sql-contestants.ts';
import { compareLatency, type LatencyComparison } from './load/compare-latency.ts';
import type { Load } from './load/measure-load.ts';
import { runRounds } from './load/run-rounds.ts';
import type { DynamoDbEngine } from './open-engines.ts';
import type { BenchReport } from './report/bench-report.ts';
import { judgeGoals } from './report/judge-goals.ts';
import type { SqlEngine } from './sql/sql-engine.ts';
import { findChargeItems } from './write-units/find-charge-items.ts';
import { type MeasuredCommand, measureCommands } from './write-units/measure-commands.ts';
import { summariseUnits } from './write-units/summarise-units.ts';

/** Callers of the busiest load: as many connections does a SQL database need. */
export const mostCallers = 32;

const describeLoads = (manyAccounts: number): Load[] => [
  { accounts: 1, callers: 1 },
  { accounts: 1, callers: 8 },
  { accounts: 1, callers: mostCallers },
  { accounts: manyAccounts, callers: mostCallers },
];

/** Calls in one batch of the latency comparison; 40 pairs of batches for each second of a round. */
const batchSize = 10;
const pairsPerSecond = 40;

/** Measures everything on the engines that are given, and judges it. */
export async function runBench(
  engines: { readonly dynamoDb: readonly DynamoDbEngine[]; readonly sql: SqlEngine | null },
  options: Pick<BenchOptions, 'seconds' | 'rounds' | 'accounts' | 'only'>,
  show: (line: string) => void,
): Promise<BenchReport> {
  await using cleanup = new AsyncDisposableStack();
  const startedAt = new Date().toISOString();
  const [first] = engines.dynamoDb;
  const commands = first === undefined ? [] : await countCommands(first);
  const contestants = [
    ...(await createDynamoDbContestants(engines.dynamoDb, options.accounts, commands)),
    ...(engines.sql === null ? [] : await createSqlContestants(engines.sql, options.accounts)),
    ...(await openOrm(engines.sql, options.accounts, cleanup)),
  ].filter(({ name }) => name.includes(options.only));
  const rows = await runRounds(
    contestants,
    {
      loads: describeLoads(options.accounts),
      roundCount: options.rounds,
      durationMs: options.seconds * 1000,
    },
    show,
  );
  show('latency at one caller, batches alternating');
  const comparisons = await compareAll(contestants, options.seconds);
  return {
    startedAt,
    machine: {
      processors: `${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}`,
      node: process.versions.node,
      platform: process.platform,
    },
    seconds: options.seconds,
    roundCount: options.rounds,
    rows,
    goals: judgeGoals(rows, comparisons),
    units: summariseUnits(commands),
    notes: describeEngines(engines.sql),
  };
}

const countCommands = ({ connect }: DynamoDbEngine): Promise<MeasuredCommand[]> =>
  measureCommands(connect(), connect().documents);

async function createDynamoDbContestants(
  engines: readonly DynamoDbEngine[],
  accountCount: number,
  commands: readonly MeasuredCommand[],
): Promise<Contestant[]> {
  const contestants: Contestant[] = [];
  for (const { table, name } of engines) {
    const items = findChargeItems(commands);
    contestants.push(
      await createBareContestant(table, name, accountCount, items),
      await createLoopContestant(table, name, accountCount, items),
      ...(await createLedgerContestants(table, name, accountCount)),
    );
  }
  return contestants;
}

async function openOrm(
  sql: SqlEngine | null,
  accountCount: number,
  cleanup: AsyncDisposableStack,
): Promise<Contestant[]> {
  if (sql === null || sql.server === null) return [];
  const orm = await createSequelizeContestant(sql.server, sql.name, mostCallers, accountCount);
  return [cleanup.use(orm).contestant];
}

/** Ours against the bare transaction, on each engine that has both. */
async function compareAll(
  contestants: readonly Contestant[],
  seconds: number,
): Promise<Map<string, LatencyComparison>> {
  const comparisons = new Map<string, LatencyComparison>();
  for (const ours of contestants.filter(({ name }) => name === contestantNames.grouped)) {
    const bare = contestants.find(
      ({ name, engine }) => name === contestantNames.bare && engine === ours.engine,
    );
    if (bare === undefined) continue;
    const pairCount = Math.max(1, Math.round(seconds * pairsPerSecond));
    const comparison = await compareLatency(ours.operation, bare.operation, {
      pairCount,
      batchSize,
    });
    comparisons.set(ours.engine, comparison);
  }
  return comparisons;
}

const describeEngines = (sql: SqlEngine | null): string[] => [
  'The bare transaction counts the balance where it lies, so it cannot lose a race: it is the floor. The loop writes the next version and the next entry, as a charge has to, and begins anew when another was faster.',
  'In memory DynamoDB Local keeps nothing; on disk it flushes each transaction before it answers.',
  ...(sql === null ? ['SQL was not measured: neither PostgreSQL nor PGlite was found.'] : []),
];
