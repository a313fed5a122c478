import { writeFileSync } from 'node:fs';
import { requireJava } from '../../infra/local/require-java.ts';
import { type BenchOptions, readBenchOptions } from './bench-options.ts';
import { openDynamoDb, openSql } from './open-engines.ts';
import type { BenchReport } from './report/bench-report.ts';
import { formatReport } from './report/format-report.ts';
import { mostCallers, runBench } from './run-bench.ts';

/** `npm run bench`: measures the ledger beside its floor and beside SQL, all in one run. */
async function bench(options: BenchOptions): Promise<BenchReport> {
  const show = (line: string): void => console.error(line);
  await using cleanup = new AsyncDisposableStack();
  const java = await requireJava(show);
  const dynamoDb = [];
  for (const storage of options.storage) {
    dynamoDb.push(cleanup.use(await openDynamoDb(storage, java)));
  }
  const sql = await openSql(mostCallers);
  if (sql !== null) cleanup.use(sql);
  // Awaited, or the databases would stop at once.
  return await runBench({ dynamoDb, sql }, options, show);
}

try {
  const options = readBenchOptions(process.argv.slice(2));
  const report = await bench(options);
  writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(formatReport(report));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
