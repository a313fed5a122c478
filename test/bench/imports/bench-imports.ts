import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { formatImports } from './format-imports.ts';
import { buildCandidates } from './import-candidate.ts';
import { measureImports } from './measure-imports.ts';
import { timeImport } from './time-import.ts';

const optionsSchema = z.object({
  rounds: z.coerce.number().int().min(1).max(100).default(10),
  /** Where the figures go as JSON. */
  json: z.string().min(1).default('.build/bench-imports.json'),
});

/** `npm run bench:imports`: what each function takes to be imported, beside the least there can be. */
async function benchImports(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string' }, json: { type: 'string' } },
  });
  const options = optionsSchema.parse(values);
  const directory = mkdtempSync(join(tmpdir(), 'bench-imports-'));
  try {
    const show = (line: string): void => console.error(line);
    const rows = measureImports(await buildCandidates(directory), options.rounds, timeImport, show);
    const machine = `${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
    mkdirSync(dirname(options.json), { recursive: true });
    writeFileSync(options.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
    console.log(`${machine}; median of ${options.rounds} imports\n\n${formatImports(rows)}`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

await benchImports();
