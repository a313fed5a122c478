import type { AccountState } from '../../functions/ledger/account/account-state.ts';
import { type ChargeRecord, chargeIdOf } from '../../functions/ledger/account/charge-record.ts';
import type {
  AdjustCommand,
  CaptureCommand,
  ChangePlanCommand,
  ChargeCommand,
  ExpireCommand,
  ExtendCommand,
  GrantCommand,
  HoldCommand,
  RefundCommand,
  ReleaseCommand,
} from '../../functions/ledger/commands.ts';
import { type Entry, sealEntry } from '../../functions/ledger/account/entry.ts';

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
    period: { anchor: testTime, number: 0 },
    rolledOver: 0,
    alertedLevel: 'ok',
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
    bucket: { kind: 'plan' },
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
    periodStart: testTime,
    holdSeconds: 900,
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

export const buildExpireCommand = (overrides: Partial<ExpireCommand> = {}): ExpireCommand => ({
  kind: 'expire',
  ...origin,
  chargeId: chargeIdOf('hold-key'),
  ...overrides,
});

export const buildExtendCommand = (overrides: Partial<ExtendCommand> = {}): ExtendCommand => ({
  kind: 'extend',
  ...origin,
  chargeId: chargeIdOf('hold-key'),
  holdSeconds: 1800,
  ...overrides,
});

export const buildRefundCommand = (overrides: Partial<RefundCommand> = {}): RefundCommand => ({
  kind: 'refund',
  ...origin,
  idempotencyKey: 'refund-key',
  chargeId: chargeIdOf('charge-key'),
  reason: 'not what was promised',
  ...overrides,
});

export const buildAdjustCommand = (overrides: Partial<AdjustCommand> = {}): AdjustCommand => ({
  kind: 'adjust',
  ...origin,
  idempotencyKey: 'adjust-key',
  tokens: 7,
  reason: 'counted twice',
  ...overrides,
});

export const buildChangePlanCommand = (
  overrides: Partial<ChangePlanCommand> = {},
): ChangePlanCommand => ({
  kind: 'change plan',
  ...origin,
  idempotencyKey: 'plan-key',
  plan: 'starter',
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
