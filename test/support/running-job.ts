import { createJobBench } from './job-bench.ts';
import { createScriptedDirectory, type DirectoryScript } from './scripted-directory.ts';
import type { TestTable } from './table.ts';

/** Enough for two lots, each of which takes a second. */
const timeForTwoLotsMs = 46_500;

/**
 * A job of 100 leads, of which a worker has found the first 40 before it died.
 *
 * @returns the job's id
 */
export async function putRunningJob(
  table: TestTable,
  owner: { readonly accountId: string; readonly clientId: string },
  script: DirectoryScript = {},
): Promise<string> {
  const bench = createJobBench(table);
  const { jobId } = await bench.startJob(owner.accountId, 100, { clientId: owner.clientId });
  let remainingMs = timeForTwoLotsMs;
  const beforeLot = () => void (remainingMs -= 1_000);
  await bench.work(createScriptedDirectory({ ...script, beforeLot }), () => remainingMs);
  return jobId;
}
