import type { Database } from './database/database.ts';
import { BrokenInvariant } from './broken-invariant.ts';
import { auditAccount, checkAccount } from './checks/check-account.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import type { Tally } from './tally.ts';
import { createTrace } from './trace.ts';
import { createFaults, type FaultName } from './world/faults.ts';
import { runBurst } from './world/run-burst.ts';
import { createWorld, type World } from './world/world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const earliestStart = Date.UTC(2026, 0, 1);
const startWithinDays = 400;

/** Commands of a burst; small ones find what large ones hide. */
const burstSizes = [1, 3, 8, 20, 45, 90] as const;

export interface RoundOptions {
  readonly seed: number;
  readonly commandCount: number;
  readonly accountCount: number;
  readonly processCount: number;
  readonly faults: ReadonlySet<FaultName>;
}

export interface RoundResult {
  readonly digest: string;
  readonly faultCounts: ReadonlyMap<FaultName, number>;
  /** What was found, or null. */
  readonly failure: RoundFailure | null;
}

export interface RoundFailure {
  readonly error: unknown;
  /** What happened last to the account concerned. */
  readonly lines: readonly string[];
}

/** Makes an empty table, whose indexes follow as `propagate` says. */
export type OpenDatabase = (
  propagate: (apply: () => void) => void,
  round: { readonly seed: number },
) => Promise<{ database: Database; tableName: string }>;

/**
 * One life of a few accounts, from their first command on: bursts of commands with time passing in
 * between, and checks whenever there is silence. The seed decides all of it.
 */
export async function runRound(
  options: RoundOptions,
  tally: Tally,
  openDatabase: OpenDatabase,
): Promise<RoundResult> {
  const random = createSeededRandom(options.seed);
  const scheduler = createScheduler(earliestStart + random.next() * startWithinDays * dayMs);
  const trace = createTrace(scheduler.nowMs);
  const faults = createFaults(options.faults, random);
  const propagate = (apply: () => void) => {
    const lagMs = faults.strikes('index-lag') ? random.next() * longestLagMs : 0;
    if (lagMs === 0) apply();
    else scheduler.schedule(lagMs, apply);
  };
  const { database, tableName } = await openDatabase(propagate, options);
  const accountIds = Array.from({ length: options.accountCount }, (_, index) => `account-${index}`);
  const parts = { scheduler, random, faults, tally, trace, database, tableName, accountIds };
  const failure = await live(
    await createWorld({ ...parts, processCount: options.processCount }),
    options.commandCount,
  );
  return { digest: trace.digest(), faultCounts: faults.counts, failure };
}

/** Less than the shortest hold lasts. */
const longestLagMs = 1_500;

async function live(world: World, commandCount: number): Promise<RoundFailure | null> {
  const { scheduler, tally, random, accountIds, trace } = world;
  tally.count('accounts', accountIds.length);
  try {
    let sentCount = 0;
    while (sentCount < commandCount) {
      const size = Math.min(random.pick(burstSizes), commandCount - sentCount);
      const count = await runBurst(world, size);
      sentCount += count;
      tally.count('commands', count);
      await checkSilence(world, false);
      passTime(scheduler, random, tally);
    }
    await checkSilence(world, true);
    return null;
  } catch (error) {
    const accountId = error instanceof BrokenInvariant ? error.accountId : (accountIds[0] ?? '');
    return { error, lines: trace.recall(accountId) };
  }
}

async function checkSilence(world: World, isLast: boolean): Promise<void> {
  const { scheduler, accountIds, observer, database, reader, random, tally } = world;
  const now = new Date(Math.floor(scheduler.nowMs())).toISOString();
  for (const accountId of accountIds) {
    const follower = observer.follower(accountId);
    await checkAccount(follower, reader, await database.list(`ACCOUNT#${accountId}`), now);
    if (!isLast && !random.chance(auditChance)) continue;
    tally.count('audits');
    await auditAccount(follower, reader);
  }
}

const auditChance = 0.1;

/** Seconds to months, so that holds, buckets and periods end, some of them several at once. */
function passTime(scheduler: Scheduler, random: SeededRandom, tally: Tally): void {
  const longestMs = {
    seconds: 20_000,
    minutes: 30 * minuteMs,
    hours: 20 * hourMs,
    days: 20 * dayMs,
    months: 100 * dayMs,
    years: 1_200 * dayMs,
  };
  const scale = random.pickWeighted({
    seconds: 40,
    minutes: 25,
    hours: 18,
    days: 12,
    months: 4,
    years: 0.3,
  });
  const byMs = random.next() * longestMs[scale];
  if (scale !== 'seconds') tally.count('time jumps');
  tally.count('virtual days', byMs / dayMs);
  scheduler.jump(byMs);
}
