import * as z from 'zod';

const rowSchema = z.object({
  engine: z.string(),
  contestant: z.string(),
  accounts: z.int(),
  callers: z.int(),
  /** Medians of the rounds; a hold with its capture counts as one. Null when nothing succeeded. */
  perSecond: z.number(),
  p50Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  failures: z.int(),
  /** Per second, in each round. */
  rounds: z.array(z.number()),
});

const goalSchema = z.object({
  name: z.string(),
  engine: z.string(),
  goal: z.string(),
  value: z.number().nullable(),
  /** The middle half, where it is known. */
  spread: z.tuple([z.number(), z.number()]).nullable(),
  isMet: z.boolean().nullable(),
});

const unitRowSchema = z.object({
  command: z.string(),
  writes: z.number(),
  tableWrites: z.number(),
  indexWrites: z.number(),
  reads: z.number(),
  largestItemBytes: z.int(),
});

/** What `npm run bench` writes. */
export const benchReportSchema = z.object({
  startedAt: z.iso.datetime(),
  machine: z.object({ processors: z.string(), node: z.string(), platform: z.string() }),
  seconds: z.number(),
  roundCount: z.int(),
  rows: z.array(rowSchema),
  goals: z.array(goalSchema),
  units: z.array(unitRowSchema),
  notes: z.array(z.string()),
});

export type BenchReport = z.infer<typeof benchReportSchema>;
export type BenchRow = BenchReport['rows'][number];
export type Goal = BenchReport['goals'][number];
export type UnitRow = BenchReport['units'][number];
