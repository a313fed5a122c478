import * as z from 'zod';
import { balanceLevels } from '../plans.ts';
import { planSchema, timeSchema, tokensSchema } from './primitives.ts';

/** What an entry of the ledger says to the outside. Ids only: no message text, no contact details. */
const entrySchema = z.object({
  /** 1, 2, 3 … within the account, without a gap: the order of its events. */
  sequence: z.int().min(1),
  kind: z.string(),
  service: z.string().nullable(),
  quantity: z.int().nullable(),
  /** Signed: negative left the balance. */
  tokens: tokensSchema,
  balanceAfter: z.int().min(0),
  /** The charge that the entry took, or gave back. */
  chargeId: z.string().nullable(),
  clientId: z.string().nullable(),
  reference: z.record(z.string(), z.union([z.string(), z.number()])),
  createdAt: timeSchema,
});

const balanceSchema = z.object({
  available: z.int().min(0),
  plan: planSchema,
  level: z.enum(balanceLevels).exclude(['ok']),
  tokensPerMonth: z.int().min(0),
});

const frozenSchema = z.object({ reason: z.string(), frozenAt: timeSchema });

const describeEvent = <const Type extends string, Content extends z.ZodType>(
  type: Type,
  data: Content,
  summary: string,
) => ({
  summary,
  schema: z.object({
    /** The same for the same event, however often it arrives. */
    id: z.string(),
    type: z.literal(type),
    time: timeSchema,
    accountId: z.string(),
    data,
  }),
});

/** Everything that the event bus and the webhooks may be told. */
export const eventTypes = {
  'tokens.entry': describeEvent('tokens.entry', entrySchema, 'An entry was added to the ledger.'),
  'tokens.uncollected': describeEvent(
    'tokens.uncollected',
    entrySchema,
    'Work was delivered that the balance did not cover; `reference.owed` says how much.',
  ),
  'balance.low': describeEvent('balance.low', balanceSchema, 'The balance fell below 25 %.'),
  'balance.critical': describeEvent(
    'balance.critical',
    balanceSchema,
    'The balance fell below 10 %.',
  ),
  'balance.empty': describeEvent('balance.empty', balanceSchema, 'The last token was spent.'),
  'account.frozen': describeEvent(
    'account.frozen',
    frozenSchema,
    'Nothing can be spent until the balance has been checked.',
  ),
} as const;

export type EventType = keyof typeof eventTypes;

export const eventSchema = z.discriminatedUnion('type', [
  eventTypes['tokens.entry'].schema,
  eventTypes['tokens.uncollected'].schema,
  eventTypes['balance.low'].schema,
  eventTypes['balance.critical'].schema,
  eventTypes['balance.empty'].schema,
  eventTypes['account.frozen'].schema,
]);

/** One thing that happened to one account, as it is published. */
export type AccountEvent = z.infer<typeof eventSchema>;
