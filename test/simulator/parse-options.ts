import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type FaultName, faultNames } from './world/faults.ts';

export const usage = `Usage: npm run simulate -- [options]

  --commands N      commands to send, in rounds of 1,000 (default 10000)
  --seed N          seed of the first round; the next ones count up (default: a random one)
  --accounts N      accounts of a round, 1 to 16 (default 4)
  --processes N     processes that serve them, 1 to 8 (default 3)
  --database NAME   memory, or local for DynamoDB Local (default memory)
  --faults NAMES    all, none, or names with commas between (default all)
  --help            this text

Faults: ${faultNames.join(', ')}`;

const largestSeed = 2 ** 31 - 1;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^[0-9]{1,10}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most));

const isFaultName = (name: string): name is FaultName => faultNames.some((known) => known === name);

const faultsSchema = z.string().transform((text, context): FaultName[] => {
  if (text === 'all') return faultNames;
  if (text === 'none') return [];
  const names = text.split(',').map((name) => name.trim());
  for (const name of names.filter((name) => !isFaultName(name))) {
    context.addIssue({ code: 'custom', message: `there is no fault ${name}` });
  }
  return names.filter(isFaultName);
});

const optionsSchema = z.object({
  commands: wholeNumber(1, 100_000_000).default(10_000),
  seed: wholeNumber(0, largestSeed).optional(),
  accounts: wholeNumber(1, 16).default(4),
  processes: wholeNumber(1, 8).default(3),
  database: z.enum(['memory', 'local']).default('memory'),
  faults: faultsSchema.default(faultNames),
  help: z.boolean().default(false),
});

export type CommandLine = z.infer<typeof optionsSchema>;

/**
 * Reads the command line.
 *
 * @throws Error that names the option and what is wrong with it
 */
export function parseOptions(args: readonly string[]): CommandLine {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      commands: text,
      seed: text,
      accounts: text,
      processes: text,
      database: text,
      faults: text,
      help: { type: 'boolean' },
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new Error(issues.join('\n'));
}
