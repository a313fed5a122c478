import { parseArgs } from 'node:util';
import * as z from 'zod';

const storages = ['memory', 'disk'] as const;
export type Storage = (typeof storages)[number];

const optionsSchema = z.object({
  /** How long each cell of the table is measured in each round. */
  seconds: z.coerce.number().positive().max(600).default(2),
  rounds: z.coerce.number().int().min(1).max(100).default(3),
  /** How many accounts "many" are. */
  accounts: z.coerce.number().int().min(1).max(1000).default(64),
  /** Only contestants whose name contains this. */
  only: z.string().default(''),
  /** Where the figures go as JSON. */
  json: z.string().min(1).default('bench-results.json'),
  /** Where DynamoDB Local keeps its items; both when not named. */
  storage: z
    .enum(storages)
    .transform((storage) => [storage])
    .default([...storages]),
});

export type BenchOptions = z.infer<typeof optionsSchema>;

const usage = `npm run bench -- [--seconds N] [--rounds N] [--accounts N] [--only NAME] [--storage memory|disk] [--json FILE]`;

/** @throws Error that says what is wrong and how it is called */
export function readBenchOptions(commandArguments: readonly string[]): BenchOptions {
  try {
    const { values } = parseArgs({
      args: [...commandArguments],
      options: {
        seconds: { type: 'string' },
        rounds: { type: 'string' },
        accounts: { type: 'string' },
        only: { type: 'string' },
        json: { type: 'string' },
        storage: { type: 'string' },
      },
    });
    return optionsSchema.parse(values);
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${reason}\n${usage}`, { cause: error });
  }
}
