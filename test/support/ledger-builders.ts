import type { AccountState } from '../../functions/ledger/account-state.ts';
import { type ChargeRecord, chargeIdOf } from '../../functions/ledger/charge-record.ts';
import type {
  CaptureCommand,
  ChargeCommand,
  GrantCommand,
  HoldCommand,
  ReleaseCommand,
} from '../../functions/ledger/commands.ts';
import { type Entry, sealEntry } from '../../functions/ledger/entry.ts';

/** When everything happens, unless a test says otherwise. */
export const testTime = '2026-03-01T12:00:00.000Z';
export const testAccountId = 'account-1';

/** A sound state after one entry; one plan bucket holds all of `available`. */
export function buildState(overrides: Partial<AccountState> = {}): AccountState {
  const available = overrides.available ?? 100;
  return {
    accountId: testAccountId,
    version: 1,
    available,
    usedThisPeriod: 0,
    buckets: available === 0 ? [] : [{ kind: 'plan', remaining: available, grantedAt: testTime }],
    plan: 'free',
    period: { start: testTime, end: '2026-04-01T12:00:00.000Z' },
    lastHash: 'hash-of-entry-1',
    openedAt: testTime,
    updatedAt: testTime,
    ...overrides,
  };
}

/** The opening entry of an account, sealed. */
export function buildEntry(overrides: Partial<Omit<Entry, 'hash'>> = {}): Entry {
  return sealEntry({
    accountId: testAccountId,
    sequence: 1,
    kind: 'grant',
    tokens: 100,
    balanceAfter: 100,
    priceVersion: 1,
    reference: { opening: 'free', found: 'absent' },
    actor: 'system',
    createdAt: testTime,
    previousHash: '',
    ...overrides,
  });
}

/** An open hold of 20 tokens for 100 leads, taken from the plan's bucket. */
export function buildCharge(overrides: Partial<ChargeRecord> = {}): ChargeRecord {
  const tokens = overrides.tokens ?? 20;
  return {
    accountId: testAccountId,
    chargeId: chargeIdOf('hold-key'),
    fingerprint: 'fingerprint-of-hold',
    writtenBy: 'an earlier call',
    kind: 'hold',
    service: 'business_collector',
    quantity: 100,
    priceVersion: 1,
    tokens,
    slices: [{ kind: 'plan', grantedAt: testTime, tokens }],
    sequence: 1,
    balanceAfter: 80,
    status: 'open',
    reference: { job: 'job-1' },
    createdAt: testTime,
    expiresAtEpochSeconds: Math.ceil(Date.parse(testTime) / 1000) + 900,
    ...overrides,
  };
}

const origin = { accountId: testAccountId, actor: 'user:ada' } as const;

export const buildChargeCommand = (overrides: Partial<ChargeCommand> = {}): ChargeCommand => ({
  kind: 'charge',
  ...origin,
  idempotencyKey: 'charge-key',
  service: 'ai_chat_message',
  quantity: 1,
  ...overrides,
});

export const buildHoldCommand = (overrides: Partial<HoldCommand> = {}): HoldCommand => ({
  kind: 'hold',
  ...origin,
  idempotencyKey: 'hold-key',
  service: 'business_collector',
  quantity: 100,
  holdSeconds: 900,
  ...overrides,
});

export const buildCaptureCommand = (overrides: Partial<CaptureCommand> = {}): CaptureCommand => ({
  kind: 'capture',
  ...origin,
  chargeId: chargeIdOf('hold-key'),
  ...overrides,
});

export const buildReleaseCommand = (overrides: Partial<ReleaseCommand> = {}): ReleaseCommand => ({
  kind: 'release',
  ...origin,
  chargeId: chargeIdOf('hold-key'),
  reason: 'provider failed',
  ...overrides,
});

export const buildGrantCommand = (overrides: Partial<GrantCommand> = {}): GrantCommand => ({
  kind: 'grant',
  ...origin,
  idempotencyKey: 'grant-key',
  tokens: 500,
  bucket: 'purchase',
  ...overrides,
});
