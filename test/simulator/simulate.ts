import { openMemoryDatabase } from './database/open-memory-database.ts';
import { describeFailure, describeSuccess } from './describe-result.ts';
import { type CommandLine, parseOptions, usage } from './parse-options.ts';
import { runSimulation } from './run-simulation.ts';

/** Small enough that the seeds of all rounds stay in range. */
const randomSeeds = 1_000_000_000;

/** @returns the exit code: 0, 1 when something was found, 2 for a wrong command line */
async function main(args: readonly string[]): Promise<number> {
  let line: CommandLine;
  try {
    line = parseOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (line.help) {
    console.log(usage);
    return 0;
  }
  return simulate(line);
}

async function simulate(line: CommandLine): Promise<number> {
  const options = {
    seed: line.seed ?? Math.floor(Math.random() * randomSeeds),
    commandCount: line.commands,
    accountCount: line.accounts,
    processCount: line.processes,
    faults: new Set(line.faults),
  };
  console.log(`Seed ${options.seed}, ${line.commands} commands, database ${line.database}.`);
  const local = line.database === 'local' ? await startDatabase() : null;
  const startedMs = performance.now();
  try {
    const result = await runSimulation(options, local?.openDatabase ?? openMemoryDatabase);
    console.log(describeSuccess(result, performance.now() - startedMs));
    if (result.failure === null) return 0;
    console.error(`\n${describeFailure(result.failure, options, line.database)}`);
    return 1;
  } finally {
    await local?.stop();
  }
}

/** Loaded when it is needed: a run in memory has no use for what starts servers. */
async function startDatabase() {
  const { startLocalDatabase } = await import('./database/start-local-database.ts');
  return startLocalDatabase();
}

process.exitCode = await main(process.argv.slice(2));
