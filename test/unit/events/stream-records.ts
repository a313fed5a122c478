import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type Entry, sealEntry } from '../../../functions/ledger/account/entry.ts';
import { entryItem } from '../../../functions/ledger/commit/table-items.ts';
import type { BalanceLevel } from '../../../shared/plans.ts';
import { keys } from '../../../functions/store/keys.ts';

export const entryTime = '2026-11-22T13:25:01.500Z';

/** A charge of one token, the second entry of account 7. */
export const buildEntry = (overrides: Partial<Entry> = {}): Entry =>
  sealEntry({
    accountId: '7',
    sequence: 2,
    kind: 'charge',
    tokens: -1,
    balanceAfter: 99,
    service: 'ai_chat_message',
    quantity: 1,
    priceVersion: 1,
    chargeId: 'charge-1',
    clientId: '15',
    reference: { messageId: 'message-1' },
    actor: 'key:1',
    createdAt: entryTime,
    previousHash: 'hash of entry 1',
    ...overrides,
  });

/** What of a STATE item is announced, on the free plan. */
export interface StateImage {
  readonly accountId: string;
  readonly version: number;
  readonly available: number;
  readonly alertedLevel: BalanceLevel;
  readonly frozen?: { readonly reason: string; readonly at: string };
}

export const buildState = (overrides: Partial<StateImage> = {}) => ({
  ...keys.accountState('7'),
  accountId: '7',
  version: 2,
  available: 99,
  plan: 'free',
  alertedLevel: 'ok',
  updatedAt: entryTime,
  ...overrides,
});

export const entryRecord = (overrides: Partial<Entry> = {}, sequenceNumber = '100') =>
  buildRecord({ after: entryItem(buildEntry(overrides)), sequenceNumber });

export const stateRecord = (before: Partial<StateImage> | null, after: Partial<StateImage>) =>
  buildRecord({ before: before && buildState(before), after: buildState(after) });

type Item = Readonly<Record<string, unknown>>;

/** A record of the stream, in the form in which Lambda hands it on. */
export function buildRecord(change: {
  before?: Item | null;
  after?: Item;
  sequenceNumber?: string;
}): DynamoDBRecord {
  const { before, after, sequenceNumber = '100' } = change;
  const { pk, sk } = after ?? before ?? {};
  const eventName = before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT';
  return {
    eventID: `event-${sequenceNumber}`,
    eventName,
    dynamodb: {
      SequenceNumber: sequenceNumber,
      Keys: toImage({ pk, sk }),
      ...(before && { OldImage: toImage(before) }),
      ...(after && { NewImage: toImage(after) }),
    },
  };
}

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** The SDK's type and Lambda's name the same wire form. */
const toImage = (item: Item) => marshall(item, { removeUndefinedValues: true }) as Image;
