import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { balanceLevelSchema, planSchema } from '../../shared/api/primitives.ts';
import { type Entry, entrySchema } from '../ledger/account/entry.ts';
import { entryPrefix, keys } from '../store/keys.ts';

/** What of an account's state is announced. */
const announcedStateSchema = z.object({
  accountId: z.string(),
  version: z.int().min(0),
  available: z.int().min(0),
  plan: planSchema,
  alertedLevel: balanceLevelSchema,
  frozen: z.object({ reason: z.string(), at: z.iso.datetime() }).optional(),
  updatedAt: z.iso.datetime(),
});
export type AnnouncedState = z.infer<typeof announcedStateSchema>;

/** A state that is damaged, or was not there, had announced nothing. */
const earlierStateSchema = z
  .object({
    alertedLevel: balanceLevelSchema.catch('ok'),
    frozen: z.unknown().optional(),
  })
  .catch({ alertedLevel: 'ok', frozen: undefined });
type EarlierState = z.infer<typeof earlierStateSchema>;

/** What a change of the table means to those outside. */
export type Change =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'state'; readonly before: EarlierState; readonly after: AnnouncedState }
  | { readonly kind: 'other' }
  /** One of the ledger's rows, but not in its shape. */
  | { readonly kind: 'unreadable'; readonly key: Key | null; readonly problem: string };

const keySchema = z.object({ pk: z.string(), sk: z.string() });
type Key = z.infer<typeof keySchema>;

const { sk: stateSortKey } = keys.accountState('');

/** Reads one record of the table's stream. Never throws. */
export function readChange(record: DynamoDBRecord): Change {
  const key = keySchema.safeParse(readImage(record.dynamodb?.Keys)).data ?? null;
  if (key === null) return { kind: 'unreadable', key, problem: 'no key' };
  if (record.eventName === 'INSERT' && key.sk.startsWith(entryPrefix)) {
    return readEntry(record, key);
  }
  if (record.eventName !== 'REMOVE' && key.sk === stateSortKey) return readState(record, key);
  return { kind: 'other' };
}

function readEntry(record: DynamoDBRecord, key: Key): Change {
  const parsed = entrySchema.safeParse(readImage(record.dynamodb?.NewImage));
  if (parsed.success) return { kind: 'entry', entry: parsed.data };
  return { kind: 'unreadable', key, problem: z.prettifyError(parsed.error) };
}

function readState(record: DynamoDBRecord, key: Key): Change {
  const parsed = announcedStateSchema.safeParse(readImage(record.dynamodb?.NewImage));
  if (!parsed.success) {
    return { kind: 'unreadable', key, problem: z.prettifyError(parsed.error) };
  }
  const before = earlierStateSchema.parse(readImage(record.dynamodb?.OldImage));
  return { kind: 'state', before, after: parsed.data };
}

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** @returns the item with plain values, or undefined where there is none that can be read */
function readImage(image: Image): Record<string, unknown> | undefined {
  if (image === undefined) return undefined;
  try {
    // Lambda's type and the SDK's name the same wire form.
    return unmarshall(image as Parameters<typeof unmarshall>[0]);
  } catch {
    return undefined;
  }
}
